import type { DecisionOptions } from "../../config/decision.ts";
import type { Loss } from "../../nn/loss.ts";
import { likeliest } from "../metrics/likeliest.ts";
import { familiarity } from "./familiarity.ts";
import { familiarThreshold } from "./familiarThreshold.ts";
import type { DecisionRule } from "./rule.ts";
import { acceptanceCurve, sureThreshold } from "./sureThreshold.ts";
import { fitTemperature, probabilitiesAt, type TemperatureFit } from "./temperature.ts";

/** What validation photos say of how far a model's answers can be trusted. */
export interface Judgement {
  readonly calibration: TemperatureFit;
  readonly rule: DecisionRule;
}

/** A model's answers on validation photos. */
export interface ValidationAnswers {
  /** [n * classCount], row by row */
  readonly logits: ArrayLike<number>;
  /** [n] */
  readonly labels: ArrayLike<number>;
}

/**
 * Fits the temperature, then sets the two thresholds with calibrated probabilities. All of it looks at validation photos
 * alone; what it is worth is for the test photos to say.
 */
export function judge(
  { logits, labels }: ValidationAnswers,
  loss: Pick<Loss, "head" | "hasSigmoids">,
  classCount: number,
  { precision, keep, score }: DecisionOptions,
): Judgement {
  const hasSigmoids = loss.hasSigmoids === true;
  const n = labels.length;
  // One unit for many classes gives logits that are a convention, not a comparison.
  const calibration: TemperatureFit =
    loss.head !== undefined && classCount > 2
      ? { temperature: 1, outcome: "loss-not-suited", n, mistakes: 0 }
      : fitTemperature({ logits, labels, classCount, hasSigmoids });
  const scores = score === "none" || loss.head !== undefined ? undefined : familiarity(logits, classCount, score);
  const threshold = scores && familiarThreshold(scores, keep);
  // Those above the threshold are, given it, a sample of all photos that are kept; the one that sets it is not.
  const kept = Array.from({ length: n }, (_, i) => i).filter((i) => threshold === undefined || scores![i]! > threshold);
  const probabilities = probabilitiesAt({ logits, classCount, hasSigmoids }, calibration.temperature);
  const predicted = kept.map((i) => likeliest(probabilities, i, classCount));
  const curve = acceptanceCurve(
    kept.map((i, place) => probabilities[i * classCount + predicted[place]!]!),
    kept.map((i, place) => (predicted[place] === labels[i] ? 1 : 0)),
  );
  const sure = sureThreshold(curve, precision);
  return {
    calibration,
    rule: {
      familiar: scores === undefined || score === "none" ? null : { score, keep, threshold: threshold ?? null, n },
      sure: {
        precision,
        threshold: sure?.threshold ?? null,
        lowerBound: sure?.lowerBound ?? null,
        n: kept.length,
        curve,
      },
    },
  };
}

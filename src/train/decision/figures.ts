import { likeliest } from "../metrics/likeliest.ts";
import { type Interval, wilsonInterval } from "../metrics/wilson.ts";
import { familiarity } from "./familiarity.ts";
import { type DecisionRule, type DecisionThresholds, decide, thresholdsOf } from "./rule.ts";

/** A part of a whole, with Wilson's interval of 95 %. */
export interface Share {
  readonly count: number;
  readonly of: number;
  /** 0..1; null of nothing. */
  readonly share: number | null;
  readonly interval: Interval | null;
}

/** What a model's decisions came to on labelled photos. Plain data, the same as JSON. */
export interface DecisionFigures {
  readonly thresholds: DecisionThresholds;
  /** Photos that were not called strangers, of all; null where the rule calls none so. */
  readonly kept: Share | null;
  /** Photos answered surely, of all: the coverage; null where the rule has no threshold for it. */
  readonly sure: Share | null;
  /** Right answers among the sure ones: the precision; null with `sure`. */
  readonly precision: Share | null;
}

/** A classifier's answers with the truth. */
export interface JudgedAnswers {
  /** Calibrated, [n * classCount] row by row, 0..1 */
  readonly probabilities: ArrayLike<number>;
  /** [n * classCount] */
  readonly logits: ArrayLike<number>;
  /** [n] */
  readonly labels: ArrayLike<number>;
  readonly classCount: number;
}

/** Counts what a rule decides on labelled photos. */
export function decisionFigures(
  rule: DecisionRule,
  { probabilities, logits, labels, classCount }: JudgedAnswers,
): DecisionFigures {
  const n = labels.length;
  const scores = rule.familiar && familiarity(logits, classCount, rule.familiar.score);
  let [strangers, sure, right] = [0, 0, 0];
  for (let row = 0; row < n; row += 1) {
    const predicted = likeliest(probabilities, row, classCount);
    const decision = decide(rule, probabilities[row * classCount + predicted]!, scores && scores[row]!);
    if (decision === "none-of-these") strangers += 1;
    if (decision !== "sure") continue;
    sure += 1;
    if (predicted === labels[row]) right += 1;
  }
  const hasSure = rule.sure.threshold !== null;
  return {
    thresholds: thresholdsOf(rule),
    kept: rule.familiar === null || rule.familiar.threshold === null ? null : shareOf(n - strangers, n),
    sure: hasSure ? shareOf(sure, n) : null,
    precision: hasSure ? shareOf(right, sure) : null,
  };
}

function shareOf(count: number, of: number): Share {
  return { count, of, share: of === 0 ? null : count / of, interval: wilsonInterval(count, of) };
}

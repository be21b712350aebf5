import { z } from "zod";
import { WrasseError } from "../../base/errors.ts";
import { familiarityScores } from "../../config/decision.ts";
import { fewestForPrecision, sureThreshold } from "./sureThreshold.ts";

/** How a model decides which of its answers can be relied on; stored in its .onnx file. */
export const ruleSchema = z.object({
  /** Null where photos are not looked at so. */
  familiar: z
    .object({
      score: z.enum(familiarityScores),
      /** Share of photos of the trained classes that shall be kept, 0..1. */
      keep: z.number(),
      /** A photo with a score below it is none of these; null when too few validation photos set it. */
      threshold: z.number().nullable(),
      /** Validation photos that set it. */
      n: z.int(),
    })
    .nullable(),
  sure: z.object({
    /** Share of the sure answers that shall be right, 0..1; null for a threshold that a person chose. */
    precision: z.number().nullable(),
    /** An answer whose probability is at or above it is sure; null when the validation photos cannot show the precision. */
    threshold: z.number().nullable(),
    /** The precision is above this with a confidence of 95 %. */
    lowerBound: z.number().nullable(),
    /** Validation photos that were not called strangers. */
    n: z.int(),
    /** How these did, so that another precision can be asked for. */
    curve: z.array(z.object({ threshold: z.number(), accepted: z.int(), right: z.int() })),
  }),
});

export type DecisionRule = z.output<typeof ruleSchema>;

/** A rule without the curve that it came from: its thresholds and what they were set by. */
export interface DecisionThresholds extends Pick<DecisionRule, "familiar"> {
  readonly sure: Omit<DecisionRule["sure"], "curve">;
}

export function thresholdsOf({
  familiar,
  sure: { precision, threshold, lowerBound, n },
}: DecisionRule): DecisionThresholds {
  return { familiar, sure: { precision, threshold, lowerBound, n } };
}

/**
 * What to make of an answer. "sure": its class can be relied on as often as was asked for; "not-sure": a person should look;
 * "none-of-these": the photo looks like none of the trained classes.
 */
export const decisions = ["sure", "not-sure", "none-of-these"] as const;
export type Decision = (typeof decisions)[number];

/**
 * Decides on an answer.
 *
 * @param confidence the calibrated probability of the likeliest class, 0..1
 * @param familiarity the photo's score, where the rule has one
 * @returns null where the rule has no threshold for "sure", and the photo is no stranger
 */
export function decide(
  { familiar, sure }: DecisionThresholds,
  confidence: number,
  familiarity: number | null,
): Decision | null {
  if (familiarity !== null && familiar !== null && familiar.threshold !== null && familiarity < familiar.threshold) {
    return "none-of-these";
  }
  if (sure.threshold === null) return null;
  return confidence >= sure.threshold ? "sure" : "not-sure";
}

/** What a person may ask for in place of the model's own threshold. */
export interface SureWish {
  /** Another share of sure answers that shall be right, above 0 and below 1. */
  readonly precision?: number | undefined;
  /** A probability of one's own, 0..1. */
  readonly threshold?: number | undefined;
}

/**
 * A model's rule with another threshold for "sure".
 *
 * @param rule undefined for a model without one
 * @param at the model's file, for messages
 * @throws WrasseError "precision-and-threshold", "model-without-decisions", "precision-not-shown", "share-out-of-range"
 */
export function ruleAsWished(
  rule: DecisionRule | undefined,
  { precision, threshold }: SureWish,
  at: string,
): DecisionRule | undefined {
  if (precision !== undefined && threshold !== undefined) {
    throw new WrasseError("precision-and-threshold", {
      expected: "one of the two: a precision finds its own threshold",
      got: `precision ${precision} and threshold ${threshold}`,
      hint: "leave one out",
    });
  }
  if (threshold !== undefined) {
    if (!(threshold >= 0 && threshold <= 1)) throw outOfRange("threshold", "a probability, 0 to 1", threshold);
    const { n, curve } = rule?.sure ?? { n: 0, curve: [] };
    return { familiar: rule?.familiar ?? null, sure: { precision: null, threshold, lowerBound: null, n, curve } };
  }
  if (precision === undefined) return rule;
  if (!(precision > 0 && precision < 1)) throw outOfRange("precision", "a share above 0 and below 1", precision);
  if (rule === undefined) {
    throw new WrasseError("model-without-decisions", {
      at,
      expected: "a model that knows how its validation photos did",
      got: "one that was written without it",
      hint: "train it again, or give a threshold",
    });
  }
  const found = sureThreshold(rule.sure.curve, precision);
  if (found === undefined) throw notShown(rule, precision, at);
  return { ...rule, sure: { ...rule.sure, precision, threshold: found.threshold, lowerBound: found.lowerBound } };
}

function outOfRange(at: string, expected: string, got: number): WrasseError {
  return new WrasseError("share-out-of-range", { at, expected, got, hint: "write 95 % as 0.95" });
}

function notShown({ sure: { n, curve } }: DecisionRule, precision: number, at: string): WrasseError {
  return new WrasseError("precision-not-shown", {
    at,
    expected: `validation photos that show a precision of ${precision}: ${fewestForPrecision(precision)} right ones in a row at the least`,
    got: `${n} photos, ${curve.at(-1)?.right ?? 0} of them right`,
    hint: "ask for a lower precision, or train with more validation photos",
  });
}

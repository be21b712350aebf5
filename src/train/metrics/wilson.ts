import { WrasseError } from "../../base/errors.ts";
import { normalQuantile } from "./normal.ts";

/** A confidence interval: its lower and upper end. */
export type Interval = readonly [number, number];

/**
 * Wilson's score interval for a proportion, such as an accuracy or a recall. Never outside 0..1, and never of width 0:
 * 20 right of 20 gives 0.84..1.
 *
 * @param successes how many of the n succeeded, 0..n
 * @param n how many were tried
 * @param confidence in 0..1 (default 0.95)
 * @returns null when n is 0: nothing is known
 * @throws WrasseError "count-out-of-range", "confidence-out-of-range"
 * @source  Wilson 1927; method 3 of Newcombe 1998, "Two-sided confidence intervals for the single proportion"
 * @example wilsonInterval(81, 263) // [0.2553, 0.3662]
 */
export function wilsonInterval(successes: number, n: number, confidence = 0.95): Interval | null {
  if (!(successes >= 0 && successes <= n)) {
    throw new WrasseError("count-out-of-range", { expected: `successes in 0..${n}`, got: successes });
  }
  if (n === 0) return null;
  const z = criticalValue(confidence);
  const share = successes / n;
  const centre = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  // At the ends the formula is exactly 0 or 1 but for rounding.
  return [successes === 0 ? 0 : (centre - half) / scale, successes === n ? 1 : (centre + half) / scale];
}

/**
 * How many standard errors a two-sided normal interval reaches to each side.
 *
 * @param confidence above 0 and below 1
 * @throws WrasseError "confidence-out-of-range"
 * @example criticalValue(0.95) // 1.96
 */
export function criticalValue(confidence: number): number {
  if (!(confidence > 0 && confidence < 1)) {
    throw new WrasseError("confidence-out-of-range", {
      expected: "a confidence above 0 and below 1",
      got: confidence,
      hint: "write 95 % as 0.95",
    });
  }
  return normalQuantile(0.5 + confidence / 2);
}

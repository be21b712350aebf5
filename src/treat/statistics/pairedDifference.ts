import { assert } from "../../base/errors.ts";
import { signFlipP } from "./signFlip.ts";
import { studentTQuantile } from "./studentT.ts";

/** What a change does to a figure, over pairs of runs that share everything else. */
export interface PairedDifference {
  /** Pairs. */
  readonly n: number;
  /** Mean of treated minus control. */
  readonly mean: number;
  /** The mean's interval by Student's t; null for a single pair. */
  readonly interval: readonly [number, number] | null;
  /** Two-sided, by the exact sign-flip test. */
  readonly p: number;
}

/**
 * The mean of paired differences with its t interval and its exact sign-flip p.
 *
 * @param treated a figure of each treated run, in the order of `control`
 * @param control the figure of its twin with the same seed, data and order
 * @param level the interval's level, default 0.95
 * @source Student 1908 for the interval; Fisher 1935 for the test
 */
export function pairedDifference(
  treated: readonly number[],
  control: readonly number[],
  level = 0.95,
): PairedDifference {
  const n = treated.length;
  assert(n > 0 && n === control.length, `pairs need as many treated as control: ${n} and ${control.length}`);
  const differences = treated.map((value, i) => value - control[i]!);
  const mean = differences.reduce((sum, one) => sum + one, 0) / n;
  const p = signFlipP(differences);
  if (n === 1) return { n, mean, interval: null, p };
  const variance = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (n - 1);
  const reach = studentTQuantile((1 + level) / 2, n - 1) * Math.sqrt(variance / n);
  return { n, mean, interval: [mean - reach, mean + reach], p };
}

import { assert } from "../../base/errors.ts";
import { type MeanInterval, meanInterval } from "../../base/meanInterval.ts";
import { signFlipP } from "./signFlip.ts";

/** What a change does to a figure, treated minus control, over pairs of runs that share everything else. */
export interface PairedDifference extends MeanInterval {
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
  return { ...meanInterval(differences, level), p: signFlipP(differences) };
}

import { mean } from "./averages.ts";
import { studentTQuantile } from "./studentT.ts";

/** The mean of numbers and how far it may be off. */
export interface MeanInterval {
  readonly n: number;
  readonly mean: number;
  /** By Student's t; null for a single number. */
  readonly interval: readonly [number, number] | null;
}

/**
 * The mean of independent numbers with its interval by Student's t.
 *
 * @param values one or more
 * @param level the interval's level, default 0.95
 * @source Student 1908, "The probable error of a mean"
 */
export function meanInterval(values: readonly number[], level = 0.95): MeanInterval {
  const n = values.length;
  const centre = mean(values);
  if (n === 1) return { n, mean: centre, interval: null };
  const variance = values.reduce((sum, one) => sum + (one - centre) ** 2, 0) / (n - 1);
  const reach = studentTQuantile((1 + level) / 2, n - 1) * Math.sqrt(variance / n);
  return { n, mean: centre, interval: [centre - reach, centre + reach] };
}

/** As `meanInterval`, of fractions: no mean of them lies below 0 or above 1, so the interval ends there. */
export function meanShare(values: readonly number[], level = 0.95): MeanInterval {
  const { interval, ...found } = meanInterval(values, level);
  return { ...found, interval: interval && [Math.max(0, interval[0]), Math.min(1, interval[1])] };
}

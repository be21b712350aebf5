import { median } from "../../base/averages.ts";

/** 1 / normal quantile of 0.75: makes the median deviation of normal numbers their standard deviation. */
const normalScale = 1.4826;

/**
 * How far each number lies above the middle, in robust deviations of the numbers above it (and below it, in those of the
 * numbers below): skewed numbers get one scale for each side, and no outlier widens its own.
 *
 * @returns [n]; all 0 where half the numbers or more are equal
 * @source Rousseeuw & Croux 1993, "Alternatives to the median absolute deviation", for the one-sided form: the double MAD
 */
export function robustScores(values: ArrayLike<number>): Float64Array {
  const middle = median(values);
  const deviations = Array.from(values, (value) => value - middle);
  const above = normalScale * median(deviations.filter((value) => value >= 0));
  const below = normalScale * median(deviations.filter((value) => value <= 0).map(Math.abs));
  return Float64Array.from(deviations, (value) => {
    const scale = value >= 0 ? above : below;
    return scale > 0 ? value / scale : 0;
  });
}

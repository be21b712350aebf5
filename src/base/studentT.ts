import { assert } from "./errors.ts";
import { incompleteBeta } from "./incompleteBeta.ts";

/**
 * The share of Student's t distribution that lies below t.
 *
 * @param degrees degrees of freedom, above 0
 * @source Student 1908, "The probable error of a mean", by the incomplete beta function (Abramowitz & Stegun 26.7.1)
 */
export function studentTBelow(t: number, degrees: number): number {
  assert(degrees > 0, `a t distribution has degrees of freedom above 0, not ${degrees}`);
  const tail = incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
}

/**
 * The t with a given share of the distribution below it.
 *
 * @param share above 0, below 1
 * @param degrees degrees of freedom, above 0
 */
export function studentTQuantile(share: number, degrees: number): number {
  assert(share > 0 && share < 1, `a quantile is of a share above 0 and below 1, not ${share}`);
  if (share < 0.5) return -studentTQuantile(1 - share, degrees);
  let [low, high] = [0, 1];
  while (studentTBelow(high, degrees) < share) [low, high] = [high, high * 2];
  // Each round halves what is left: 60 rounds leave less than a double's last digit.
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (studentTBelow(middle, degrees) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

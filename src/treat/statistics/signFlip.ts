import { assert } from "../../base/errors.ts";

/** More pairs would take longer than a training: 2^20 sums. */
const mostPairs = 20;

/**
 * The exact sign-flip test of paired differences: were treatment and control alike, each difference would as well have the
 * other sign. The p is the share of all 2^n choices of signs whose mean is at least as far from 0 as the one measured.
 *
 * @param differences one for each pair, 1 to 20 of them
 * @returns two-sided p, at least 2 / 2^n: six pairs are needed for p < 0.05
 * @source Fisher 1935, "The design of experiments", section 21
 */
export function signFlipP(differences: readonly number[]): number {
  const n = differences.length;
  assert(n > 0 && n <= mostPairs, `a sign-flip test takes 1 to ${mostPairs} pairs, not ${n}`);
  const measured = Math.abs(differences.reduce((sum, one) => sum + one, 0));
  // Sums of the same numbers in another order differ in their last digits; such ties count as ties.
  const least = measured - 1e-12 * differences.reduce((sum, one) => sum + Math.abs(one), 0);
  let asFar = 0;
  for (let signs = 0; signs < 2 ** n; signs += 1) {
    const sum = differences.reduce((total, one, i) => total + ((signs >> i) & 1 ? -one : one), 0);
    if (Math.abs(sum) >= least) asFar += 1;
  }
  return asFar / 2 ** n;
}

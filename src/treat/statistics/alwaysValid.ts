/**
 * How much paired differences speak against the null hypothesis that treatment and control are alike, as an e-value: money
 * made by betting on the next difference's sign, at odds that are fair if the null is true. It may be looked at after each
 * pair, and the trial stopped whenever it pleases.
 *
 * Were the two alike, each difference would as well have the other sign, whatever its size. A bet of the share l of the money
 * on "positive" multiplies it by 1 + l or 1 - l. Half of the money is bet all on one sign (a quarter on each), which grows
 * fastest while all differences agree; the other half is spread evenly over the shares -1..1, which grows at the best rate
 * for any share of positive signs. Differences of 0 say nothing.
 *
 * @param differences treated minus control, one for each pair, in the order in which they came
 * @returns the money after the last of them, 0 or more; it began at 1 and its mean stays 1 under the null
 * @source Waudby-Smith & Ramdas 2023, "Estimating means of bounded random variables by betting", sections 3 and 4; the even
 *   spread is Ville's and Robbins' (1970, "Statistical methods related to the law of the iterated logarithm")
 */
export function signBettingE(differences: readonly number[]): number {
  const signs = differences.map(Math.sign).filter((sign) => sign !== 0);
  const n = signs.length;
  const positive = signs.filter((sign) => sign > 0).length;
  const agreed = (positive === n ? 2 ** n : 0) + (positive === 0 ? 2 ** n : 0);
  return agreed / 4 + spread(n, positive) / 2;
}

/**
 * A p that is valid at every moment: the chance that it ever falls to a or below is a at most, if the null is true.
 * @returns 1 over the largest e-value so far, at most 1. Six differences of one sign are the fewest that go below 0.05
 */
export function alwaysValidP(differences: readonly number[]): number {
  let most = 1;
  for (let n = 1; n <= differences.length; n += 1) most = Math.max(most, signBettingE(differences.slice(0, n)));
  return 1 / most;
}

/** The mean of (1 + l)^k (1 - l)^(n - k) over l in -1..1: 2^n / ((n + 1) * (n over k)). */
function spread(n: number, k: number): number {
  let value = 1 / (n + 1);
  for (let i = 1; i <= n; i += 1) value *= 2;
  for (let i = 1; i <= Math.min(k, n - k); i += 1) value *= i / (n - i + 1);
  return value;
}

/**
 * The chance that of n independent tries, each succeeding with probability p, k or more succeed.
 *
 * @param k 0..n
 * @param p 0..1
 * @returns 0..1, to about 12 digits of its distance from the nearer end
 * @example binomialTail(59, 59, 0.95) // 0.0485: all of 59 right is rare where 5 % are wrong
 */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  // Each side is summed away from the middle, so that its terms only fall.
  if (k > n * p) return sideSum(k, n, p);
  return 1 - sideSum(n - k + 1, n, 1 - p);
}

/** The chance of k or more, for k above the mean. */
function sideSum(k: number, n: number, p: number): number {
  let logTerm = k * Math.log(p) + (n - k) * Math.log1p(-p);
  for (let i = 1; i <= n - k; i += 1) logTerm += Math.log((k + i) / i);
  let term = Math.exp(logTerm);
  let sum = 0;
  for (let i = k; i <= n && term > sum * 1e-17; i += 1) {
    sum += term;
    term *= ((n - i) / (i + 1)) * (p / (1 - p));
  }
  return sum;
}

/**
 * The lower bound of a proportion by Clopper and Pearson, one-sided: the smallest p that leaves k or more successes of n a
 * chance of 1 - confidence. The true proportion is above it in at least that share of samples, whatever n is.
 *
 * @param confidence above 0 and below 1 (default 0.95)
 * @returns 0..1; 0 for k = 0
 * @source  Clopper & Pearson 1934, "The use of confidence or fiducial limits illustrated in the case of the binomial"
 * @example lowerBound(59, 59) // 0.9505
 */
export function lowerBound(k: number, n: number, confidence = 0.95): number {
  let low = 0;
  let high = n === 0 ? 0 : k / n;
  // 50 halvings of 0..1 reach the last digits of a float64.
  for (let round = 0; round < 50; round += 1) {
    const middle = (low + high) / 2;
    if (binomialTail(k, n, middle) <= 1 - confidence) low = middle;
    else high = middle;
  }
  return low;
}

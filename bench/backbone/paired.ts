/** What paired differences say. */
export interface Paired {
  readonly mean: number;
  /** Of the mean: Student's t, 95 %. */
  readonly low: number;
  readonly high: number;
  /** Exact two-sided sign-flip test of the mean being 0: the share of all signs that give as large a mean. */
  readonly p: number;
}

/** Student's t with n - 1 degrees of freedom at 0.975, for n = 2.. 12. */
const quantiles = [12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281, 2.201];

/** @param differences of 2 to 12 pairs */
export function paired(differences: readonly number[]): Paired {
  const n = differences.length;
  const t = quantiles[n - 2];
  if (t === undefined) throw new Error(`2 to 12 pairs, not ${n}`);
  const mean = differences.reduce((sum, value) => sum + value, 0) / n;
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = t * Math.sqrt(variance / n);
  let asLarge = 0;
  for (let signs = 0; signs < 2 ** n; signs += 1) {
    const flipped = differences.reduce((sum, value, i) => sum + ((signs >> i) & 1 ? -value : value), 0) / n;
    if (Math.abs(flipped) >= Math.abs(mean) - 1e-12) asLarge += 1;
  }
  return { mean, low: mean - half, high: mean + half, p: asLarge / 2 ** n };
}

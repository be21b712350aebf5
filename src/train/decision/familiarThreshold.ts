/**
 * The score below which a photo is called a stranger, so that at most 1 - `keep` of new photos of the trained classes are:
 * the k-th smallest score of n photos that the network did not learn from, k the whole part of (1 - keep) (n + 1).
 *
 * A new photo's score is as likely to fall at any place among the n + 1, so the chance that it lies below that one is at
 * most k / (n + 1), whatever the scores' distribution is: on average over such sets of n photos.
 *
 * @param scores [n] higher is more familiar
 * @param keep above 0 and below 1
 * @returns undefined for fewer photos than 1 / (1 - keep) - 1, 19 for 0.95: these cannot show it
 * @source  split conformal prediction; Vovk, Gammerman & Shafer 2005, "Algorithmic learning in a random world"; Lei et al.
 *          2018, "Distribution-free predictive inference for regression"
 */
export function familiarThreshold(scores: ArrayLike<number>, keep: number): number | undefined {
  // The small number undoes the rounding of 1 - 0.9.
  const k = Math.floor((1 - keep) * (scores.length + 1) + 1e-9);
  return Float64Array.from(scores).sort()[k - 1];
}

/** The fewest photos that can set a threshold. */
export function fewestForKeeping(keep: number): number {
  return Math.ceil(1 / (1 - keep) - 1 - 1e-9);
}

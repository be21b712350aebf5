/**
 * Average precision of a ranking: the mean, over all positives, of the precision at the place where each is met. Equal
 * scores are taken together. 1: all positives come first.
 *
 * @param scores [n] higher comes first
 * @param isPositive [n]
 * @returns 0..1; null without a positive
 * @source as scikit-learn's average_precision_score
 */
export function averagePrecision(scores: ArrayLike<number>, isPositive: ArrayLike<number | boolean>): number | null {
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  let seen = 0;
  let hits = 0;
  let sum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    let met = 0;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) {
      if (isPositive[order[end]!]) met += 1;
      end += 1;
    }
    seen += end - start;
    hits += met;
    sum += (met * hits) / seen;
    start = end;
  }
  return hits === 0 ? null : sum / hits;
}

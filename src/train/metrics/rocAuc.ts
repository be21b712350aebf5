import { WrasseError } from "../../base/errors.ts";
import { midranks } from "./midranks.ts";

/**
 * Area under the ROC curve: the chance that a random positive scores above a random negative, a tie counting one half.
 *
 * @param scores [n] higher means more likely positive; any finite scale
 * @param isPositive [n] 1 for a positive, else 0
 * @returns 0..1, or null when there is no positive or no negative
 * @throws WrasseError "lengths-differ", "score-not-a-number"
 * @source  Hanley & McNeil 1982; the Mann-Whitney statistic by midranks, n log n
 * @example rocAuc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]) // 0.75
 */
export function rocAuc(scores: ArrayLike<number>, isPositive: ArrayLike<number>): number | null {
  checkScores(scores, isPositive);
  const ranks = midranks(scores);
  let positives = 0;
  let rankSum = 0;
  for (let i = 0; i < ranks.length; i += 1) {
    if (isPositive[i] !== 1) continue;
    positives += 1;
    rankSum += ranks[i]!;
  }
  const negatives = ranks.length - positives;
  if (positives === 0 || negatives === 0) return null;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Refuses scores that have no order, and marks that do not belong to them. */
export function checkScores(scores: ArrayLike<number>, isPositive: ArrayLike<number>): void {
  if (scores.length !== isPositive.length) {
    throw new WrasseError("lengths-differ", {
      expected: `${scores.length} marks, one for each score`,
      got: isPositive.length,
    });
  }
  for (let i = 0; i < scores.length; i += 1) {
    if (Number.isNaN(scores[i]!)) {
      throw new WrasseError("score-not-a-number", {
        at: `scores[${i}]`,
        expected: "a number",
        got: "NaN",
        hint: "check that training did not diverge",
      });
    }
  }
}

/** The class of highest probability in row i; the first on a tie. */
export function likeliest(probabilities: ArrayLike<number>, i: number, classCount: number): number {
  let best = 0;
  for (let label = 1; label < classCount; label += 1) {
    if (probabilities[i * classCount + label]! > probabilities[i * classCount + best]!) best = label;
  }
  return best;
}

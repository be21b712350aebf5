import { symmetricEigen } from "./symmetricEigen.ts";

/**
 * Vendi score: how many wholly different things a set is worth, by its own likeness. n copies of one thing have 1, n things
 * that share nothing have n.
 *
 * The likeness is the cosine of the features, so K/n has the eigenvalues of the mean outer product of the rows brought to
 * length 1: a matrix as wide as the features, whatever the number of rows.
 *
 * @param features [n, width] row by row; a row of zeros is like nothing and is left out
 * @returns 1..min(n, width); NaN without a row
 * @source Friedman & Dieng 2023, "The Vendi score: a diversity evaluation metric for machine learning", definition 3.1
 */
export function vendiScore(features: ArrayLike<number>, width: number): number {
  const rows = features.length / width;
  const product = new Float64Array(width * width);
  let used = 0;
  for (let row = 0; row < rows; row += 1) {
    let square = 0;
    for (let i = 0; i < width; i += 1) square += features[row * width + i]! ** 2;
    if (square === 0) continue;
    used += 1;
    for (let i = 0; i < width; i += 1) {
      const share = features[row * width + i]! / square;
      for (let j = 0; j < width; j += 1) product[i * width + j]! += share * features[row * width + j]!;
    }
  }
  if (used === 0) return Number.NaN;
  const { values } = symmetricEigen(
    product.map((value) => value / used),
    width,
  );
  let entropy = 0;
  for (const value of values) if (value > 1e-12) entropy -= value * Math.log(value);
  return Math.exp(entropy);
}

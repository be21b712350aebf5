import { leadingEigen } from "../statistics/leadingEigen.ts";

/** Features of photos, one row each. */
export interface Features {
  /** [photos, width] */
  readonly values: Float64Array;
  readonly width: number;
}

/**
 * The features along the directions in which they vary most, each column first brought to mean 0 and deviation 1.
 *
 * @param most how many directions at most; as few as hold 95 % of the variance
 * @returns [photos, width] with mean 0, in falling order of variance
 */
export function principalComponents({ values, width }: Features, most: number): Features {
  const rows = values.length / width;
  const scaled = standardised({ values, width }).values;
  const covariance = new Float64Array(width * width);
  for (let row = 0; row < rows; row += 1) {
    const x = scaled.subarray(row * width, (row + 1) * width);
    for (let i = 0; i < width; i += 1) {
      const xi = x[i]!;
      if (xi === 0) continue;
      for (let j = 0; j <= i; j += 1) covariance[i * width + j]! += (xi * x[j]!) / rows;
    }
  }
  for (let i = 0; i < width; i += 1)
    for (let j = 0; j < i; j += 1) covariance[j * width + i] = covariance[i * width + j]!;
  let total = 0;
  for (let i = 0; i < width; i += 1) total += covariance[i * width + i]!;
  const { values: variances, vectors } = leadingEigen(covariance, width, most);
  let kept = 0;
  for (let held = 0; kept < Math.min(variances.length, rows - 1) && held < 0.95 * total; kept += 1)
    held += variances[kept]!;
  kept = Math.max(1, kept);
  const projected = new Float64Array(rows * kept);
  for (let row = 0; row < rows; row += 1) {
    for (let k = 0; k < kept; k += 1) {
      let sum = 0;
      for (let i = 0; i < width; i += 1) sum += scaled[row * width + i]! * vectors[k * width + i]!;
      projected[row * kept + k] = sum;
    }
  }
  return { values: projected, width: kept };
}

/** Each column with mean 0 and deviation 1; a column that never changes becomes 0. */
export function standardised({ values, width }: Features): Features {
  const rows = values.length / width;
  const scaled = Float64Array.from(values);
  for (let column = 0; column < width; column += 1) {
    let sum = 0;
    let squares = 0;
    for (let row = 0; row < rows; row += 1) sum += values[row * width + column]!;
    const mean = sum / rows;
    for (let row = 0; row < rows; row += 1) squares += (values[row * width + column]! - mean) ** 2;
    const deviation = Math.sqrt(squares / rows);
    for (let row = 0; row < rows; row += 1) {
      scaled[row * width + column] = deviation < 1e-9 ? 0 : (values[row * width + column]! - mean) / deviation;
    }
  }
  return { values: scaled, width };
}

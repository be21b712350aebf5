import { draws } from "../../base/random.ts";
import { type Eigen, symmetricEigen } from "./symmetricEigen.ts";

/** Directions beside those asked for: they make the last ones converge sooner. */
const spare = 8;
const mostRounds = 200;

/**
 * The largest eigenvalues of a positive semidefinite matrix and their eigenvectors, by orthogonal iteration: for a few of
 * hundreds, much faster than all of them.
 *
 * @param matrix [n, n] symmetric
 * @param count how many at most
 * @returns `values` [count] descending and `vectors` [count, n]; fewer where n is smaller
 * @source Golub & Van Loan, "Matrix computations", section 8.2
 */
export function leadingEigen(matrix: Float64Array, n: number, count: number): Eigen {
  const block = Math.min(n, count + spare);
  if (block === n) return first(symmetricEigen(matrix, n), n, Math.min(count, n));
  const rng = draws(0, "leading eigenvectors");
  let basis: Float64Array = Float64Array.from({ length: block * n }, () => rng.normal());
  orthonormalise(basis, block, n);
  let values = new Float64Array(block);
  for (let round = 0; round < mostRounds; round += 1) {
    const image = new Float64Array(block * n);
    for (let k = 0; k < block; k += 1) {
      for (let i = 0; i < n; i += 1) {
        let sum = 0;
        for (let j = 0; j < n; j += 1) sum += matrix[i * n + j]! * basis[k * n + j]!;
        image[k * n + i] = sum;
      }
    }
    const projected = new Float64Array(block * block);
    for (let a = 0; a < block; a += 1) {
      for (let b = 0; b <= a; b += 1) {
        let sum = 0;
        for (let i = 0; i < n; i += 1) sum += basis[a * n + i]! * image[b * n + i]!;
        projected[a * block + b] = sum;
        projected[b * block + a] = sum;
      }
    }
    const small = symmetricEigen(projected, block);
    const change = small.values.slice(0, count).reduce((sum, value, k) => sum + Math.abs(value - values[k]!), 0);
    values = Float64Array.from(small.values);
    const turned = new Float64Array(block * n);
    for (let k = 0; k < block; k += 1) {
      for (let a = 0; a < block; a += 1) {
        const share = small.vectors[k * block + a]!;
        for (let i = 0; i < n; i += 1) turned[k * n + i]! += share * image[a * n + i]!;
      }
    }
    orthonormalise(turned, block, n);
    basis = turned;
    if (change < 1e-9 * values[0]!) break;
  }
  return first({ values, vectors: basis }, n, count);
}

function first({ values, vectors }: Eigen, n: number, count: number): Eigen {
  return { values: values.slice(0, count), vectors: vectors.slice(0, count * n) };
}

/** Gram and Schmidt, twice, as once loses digits; a row that depends on those before becomes 0. */
function orthonormalise(rows: Float64Array, count: number, n: number): void {
  for (let k = 0; k < count; k += 1) {
    const own = rows.subarray(k * n, (k + 1) * n);
    for (let pass = 0; pass < 2; pass += 1) {
      for (let other = 0; other < k; other += 1) {
        let product = 0;
        for (let i = 0; i < n; i += 1) product += own[i]! * rows[other * n + i]!;
        for (let i = 0; i < n; i += 1) own[i]! -= product * rows[other * n + i]!;
      }
    }
    const length = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0));
    for (let i = 0; i < n; i += 1) own[i] = length < 1e-12 ? 0 : own[i]! / length;
  }
}

import type { Features } from "../features/principalComponents.ts";

/**
 * How far each row lies from its k-th nearest among others.
 *
 * @param units [rows] rows of one unit are not compared: copies would hide each other's distance
 * @param candidates which rows are compared with; default all
 * @returns [rows] Euclidean; NaN where there are fewer than k others
 */
export function neighbourDistances(
  { values, width }: Features,
  k: number,
  units: ArrayLike<number>,
  candidates?: Uint32Array,
): Float64Array {
  const rows = values.length / width;
  const others = candidates ?? Uint32Array.from({ length: rows }, (_, i) => i);
  const distances = new Float64Array(rows).fill(Number.NaN);
  const nearest = new Float64Array(k);
  for (let row = 0; row < rows; row += 1) {
    nearest.fill(Number.POSITIVE_INFINITY);
    for (const other of others) {
      if (units[other] === units[row]) continue;
      let sum = 0;
      for (let i = 0; i < width && sum < nearest[k - 1]!; i += 1) {
        sum += (values[row * width + i]! - values[other * width + i]!) ** 2;
      }
      if (sum >= nearest[k - 1]!) continue;
      let place = k - 1;
      for (; place > 0 && nearest[place - 1]! > sum; place -= 1) nearest[place] = nearest[place - 1]!;
      nearest[place] = sum;
    }
    if (Number.isFinite(nearest[k - 1]!)) distances[row] = Math.sqrt(nearest[k - 1]!);
  }
  return distances;
}

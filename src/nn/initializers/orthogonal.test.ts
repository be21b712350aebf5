import { expect, test } from "vitest";
import { initializerContract } from "../../../test/support/initializerContract.ts";
import { draws } from "../../base/random.ts";
import { orthogonal } from "./orthogonal.ts";

// 64 rows of length 1 over 288 columns: the mean square of a number is 1 / 288.
initializerContract(orthogonal, [
  { mean: 0, deviation: Math.sqrt(1 / 288) },
  { options: { gain: 3 }, mean: 0, deviation: 3 * Math.sqrt(1 / 288) },
]);

test.each([
  [4, 9],
  [9, 4],
  [5, 5],
  [1, 3],
])("the fewer of %i rows and %i columns are orthogonal and of length gain", (rows, columns) => {
  const numbers = orthogonal.fill([rows, columns], { fanIn: columns, fanOut: rows }, draws(3, "q"), { gain: 2 });
  const vectors =
    rows <= columns
      ? Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => numbers[i * columns + j]!))
      : Array.from({ length: columns }, (_, j) => Array.from({ length: rows }, (_, i) => numbers[i * columns + j]!));
  vectors.forEach((a, i) => {
    vectors.forEach((b, j) => {
      const product = a.reduce((sum, value, k) => sum + value * b[k]!, 0);
      expect(product).toBeCloseTo(i === j ? 4 : 0, 5);
    });
  });
});

import { expect, test } from "vitest";
import { adjugate, inverseMatrix, type Matrix, product } from "./matrix.ts";

const matrix: Matrix = [2, -1, 0.5, 3, 1, -2, 0, 4, 1];

test("a matrix times its inverse is the identity, from both sides", () => {
  for (const found of [product(matrix, inverseMatrix(matrix)), product(inverseMatrix(matrix), matrix)]) {
    [1, 0, 0, 0, 1, 0, 0, 0, 1].forEach((value, i) => {
      expect(found[i]).toBeCloseTo(value, 12);
    });
  }
});

test("a matrix without an inverse times its adjugate is 0", () => {
  const flat: Matrix = [1, 2, 3, 2, 4, 6, 0, 1, 1];
  for (const value of product(flat, adjugate(flat))) expect(value).toBeCloseTo(0, 12);
});

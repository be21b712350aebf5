import { expect, test } from "vitest";
import { naiveBayes } from "./naiveBayes.ts";

test("probabilities are those of Laplace's rule, by hand", () => {
  // Class 0 has values 0, 0, 1; class 1 has 1: (2 + 1) / 5 against 1 / 3 for value 0, 2 / 5 against 2 / 3 for value 1.
  const model = naiveBayes([[0], [0], [1], [1]], [0, 0, 0, 1], 2, [2]);
  expect(model.predict([0])).toBe(0);
  expect(model.predict([1])).toBe(1);
});

test("a common class is not preferred for being common", () => {
  const rows = [...Array.from({ length: 90 }, (_, i) => [i % 2]), [1], [1], [1]];
  const labels = [...new Array<number>(90).fill(0), 1, 1, 1];
  expect(naiveBayes(rows, labels, 2, [2]).predict([1])).toBe(1);
});

import { expect, test } from "vitest";
import { tensorOf } from "../../graph/tensor.ts";
import { identicalUnits } from "./identicalUnits.ts";

test("units are copies where all their numbers are the same", () => {
  expect(identicalUnits(tensorOf("float32", [4, 2], [1, 2, 3, 4, 1, 2, 1, 3]))).toBe(0.5);
  expect(identicalUnits(tensorOf("float32", [3, 1, 2], [0, 0, 0, 0, 0, 0]))).toBe(1);
  expect(identicalUnits(tensorOf("float32", [2, 1], [1, 1.0000001]))).toBe(0);
});

test("a bias and a single unit have no copies to be found", () => {
  expect(identicalUnits(tensorOf("float32", [3], [1, 1, 1]))).toBeUndefined();
  expect(identicalUnits(tensorOf("float32", [1, 3], [1, 1, 1]))).toBeUndefined();
});

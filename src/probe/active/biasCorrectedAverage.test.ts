import { expect, test } from "vitest";
import { biasCorrectedAverage } from "./biasCorrectedAverage.ts";

test("the first average is the first number, and a constant stays what it is", () => {
  const next = biasCorrectedAverage(0.9);
  for (let i = 0; i < 5; i += 1) expect(next(2.5)).toBeCloseTo(2.5, 12);
});

test("each number weighs `keep` to the power of its age", () => {
  const next = biasCorrectedAverage(0.5);
  [1, 2].forEach(next);
  expect(next(4)).toBeCloseTo((1 * 0.25 + 2 * 0.5 + 4) / 1.75, 12);
});

test("with 0 nothing is kept", () => {
  const next = biasCorrectedAverage(0);
  expect([3, 1, 2].map(next)).toEqual([3, 1, 2]);
});

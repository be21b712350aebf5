import { expect, test } from "vitest";
import { median } from "../../base/averages.ts";
import { draws } from "../../base/random.ts";
import { robustScores } from "./robustScores.ts";

test("of normal numbers the scores are about their deviations from the mean", () => {
  const rng = draws(3, "robust");
  const values = Array.from({ length: 4000 }, () => rng.normal(10, 2));
  const scores = robustScores(values);
  // The middle and the scale have errors of about 2 % at this count.
  values.forEach((value, i) => {
    expect(Math.abs(scores[i]! - (value - 10) / 2)).toBeLessThan(0.1 + 0.06 * Math.abs(scores[i]!));
  });
});

test("an outlier does not hide itself", () => {
  const values = [...Array.from({ length: 40 }, (_, i) => i / 10), 1000];
  expect(robustScores(values).at(-1)).toBeGreaterThan(100);
});

test("the two sides have their own scale", () => {
  const scores = robustScores([-4, -2, 0, 20, 40]);
  expect(scores[0]).toBeCloseTo(-scores[4]!, 12);
});

test("where most numbers are equal nothing is far, and the middle of an even count is a mean", () => {
  expect([...robustScores([5, 5, 5, 5, 9])]).toEqual([0, 0, 0, 0, 0]);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

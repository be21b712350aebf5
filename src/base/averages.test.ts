import { expect, test } from "vitest";
import { mean, median } from "./averages.ts";

test("the mean and the middle of numbers, in any order", () => {
  expect(mean([4, 1, 1])).toBe(2);
  expect(median([9, 1, 2])).toBe(2);
  expect(median([9, 1, 2, 4])).toBe(3);
  expect(median([7])).toBe(7);
});

test("of no numbers there is neither", () => {
  expect(mean([])).toBeNaN();
  expect(median([])).toBeNaN();
});

import { expect, test } from "vitest";
import { median } from "../src/base/averages.ts";

test("the median of an odd count is its middle, whatever the order", () => {
  expect(median([9, 1, 5])).toBe(5);
});

test("the median of an even count is the mean of the two in the middle", () => {
  expect(median([10, 1, 2, 4])).toBe(3);
});

test("the median of one number is that number", () => {
  expect(median([7])).toBe(7);
});

import { expect, test } from "vitest";
import { meanInterval, meanShare } from "./meanInterval.ts";

test("three numbers have the interval of two degrees of freedom, whose quantile has a closed form", () => {
  const { mean, interval, n } = meanInterval([1, 2, 6]);
  const quantile = 0.95 / Math.sqrt(2 * 0.975 * 0.025); // 4.303
  const reach = quantile * Math.sqrt(7 / 3);
  expect([mean, n]).toEqual([3, 3]);
  expect(interval![0]).toBeCloseTo(3 - reach, 10);
  expect(interval![1]).toBeCloseTo(3 + reach, 10);
});

test("one number has no interval, and equal ones an interval of no width", () => {
  expect(meanInterval([4])).toEqual({ n: 1, mean: 4, interval: null });
  expect(meanInterval([4, 4])).toEqual({ n: 2, mean: 4, interval: [4, 4] });
});

test("of fractions the interval stays between 0 and 1", () => {
  expect(meanShare([0.2, 0.9])).toEqual({ n: 2, mean: 0.55, interval: [0, 1] });
  expect(meanShare([0.5, 0.5, 0.52]).interval).toEqual(meanInterval([0.5, 0.5, 0.52]).interval);
  expect(meanShare([0.4]).interval).toBeNull();
});

import { expect, test } from "vitest";
import { paired } from "./paired.ts";

// From scipy 1.10: t.ppf(0.975, 5) * d.std(ddof=1) / sqrt(6) either side of the mean; and of all 64 signs, how many give as
// large a mean.
test("mean, interval and p are scipy's", () => {
  const { mean, low, high, p } = paired([0.02, 0.05, -0.01, 0.03, 0.04, 0.01]);
  expect(mean).toBeCloseTo(0.0233333, 6);
  expect(low).toBeCloseTo(0.0006629, 6);
  expect(high).toBeCloseTo(0.0460037, 6);
  expect(p).toBe(6 / 64);
});

test("six differences of one sign have the least p that six can have", () => {
  expect(paired([0.1, 0.2, 0.1, 0.3, 0.1, 0.1]).p).toBe(2 / 64);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import reference from "../../../test/fixtures/metrics.json" with { type: "json" };
import { wilsonInterval } from "./wilson.ts";

// Newcombe 1998, table I, method 3: printed to four digits.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("%d of %d has the published interval", (successes, n, low, high) => {
  const interval = wilsonInterval(successes, n)!;
  expect(interval[0]).toBeCloseTo(low, 4);
  expect(interval[1]).toBeCloseTo(high, 4);
});

test("the intervals are SciPy's, at 90 % and 95 %", () => {
  for (const [successes, n, confidence, expected] of reference.wilson as [number, number, number, [number, number]][]) {
    const interval = wilsonInterval(successes, n, confidence)!;
    expect(interval[0]).toBeCloseTo(expected[0], 12);
    expect(interval[1]).toBeCloseTo(expected[1], 12);
  }
});

test("an interval holds its share, stays in 0..1, has a width, and mirrors that of the failures", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
      const successes = Math.round(share * n);
      const [low, high] = wilsonInterval(successes, n)!;
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(successes / n);
      expect(high).toBeGreaterThanOrEqual(successes / n);
      expect(high - low).toBeGreaterThan(0);
      const mirrored = wilsonInterval(n - successes, n)!;
      expect(mirrored[0]).toBeCloseTo(1 - high, 12);
    }),
  );
});

test("nothing tried says nothing, and impossible counts and confidences are refused", () => {
  expect(wilsonInterval(0, 0)).toBeNull();
  expect(() => wilsonInterval(3, 2)).toThrow(/count-out-of-range/);
  expect(() => wilsonInterval(Number.NaN, 2)).toThrow(/count-out-of-range/);
  expect(() => wilsonInterval(1, 2, 95)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: confidence-out-of-range
      expected a confidence above 0 and below 1, got 95
      try: write 95 % as 0.95]
  `);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import reference from "../../../test/fixtures/metrics.json" with { type: "json" };
import { normalCdf, normalQuantile } from "./normal.ts";

/** Error relative to the expected value. */
function relativeError(value: number, expected: number): number {
  return Math.abs(value - expected) / Math.max(Math.abs(expected), Number.MIN_VALUE);
}

test.each(reference.normalQuantile)("the quantile of %d is SciPy's", (p, expected) => {
  // 1 - 1e-9 is itself only known to 1e-16, and its quantile to 2e-9 of that.
  expect(Math.abs(normalQuantile(p!) - expected!)).toBeLessThan(1e-12 * Math.max(1, Math.abs(expected!)));
});

test.each(reference.normalCdf)("the chance below %d is SciPy's, in relative terms", (x, expected) => {
  expect(relativeError(normalCdf(x!), expected!)).toBeLessThan(1e-12);
});

test("the quantile undoes the cumulative chance, and is odd around one half", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), (p) => {
      expect(relativeError(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-11);
      expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), p < 1e-4 ? 3 : 10);
    }),
  );
});

test("the ends of the scale are infinite, and beyond them there is no number", () => {
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  expect([normalQuantile(-0.1), normalQuantile(1.1), normalQuantile(Number.NaN)]).toEqual([
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
  expect([normalCdf(-Infinity), normalCdf(Infinity), normalCdf(0)]).toEqual([0, 1, 0.5]);
  expect(normalCdf(Number.NaN)).toBeNaN();
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { binomialTail, lowerBound } from "./binomial.ts";

const { tails, bounds } = JSON.parse(
  readFileSync(new URL("../../../test/fixtures/calibration.json", import.meta.url), "utf8"),
) as {
  readonly tails: readonly { readonly k: number; readonly n: number; readonly p: number; readonly chance: number }[];
  readonly bounds: readonly { readonly k: number; readonly n: number; readonly bound: number }[];
};

test.each(tails)("the chance of $k or more of $n with $p is SciPy's", ({ k, n, p, chance }) => {
  // The logarithm of a binomial coefficient adds up n roundings.
  expect(Math.abs(binomialTail(k, n, p) / chance - 1)).toBeLessThan(1e-9);
});

test.each(bounds)("the lower bound of $k of $n is SciPy's beta quantile", ({ k, n, bound }) => {
  expect(Math.abs(lowerBound(k, n) - bound)).toBeLessThan(1e-9);
});

test("chances of exactly k add up to 1, and nothing is known of no tries", () => {
  const exactly = (k: number): number => binomialTail(k, 12, 0.3) - binomialTail(k + 1, 12, 0.3);
  const sum = Array.from({ length: 13 }, (_, k) => (k === 12 ? binomialTail(12, 12, 0.3) : exactly(k)));
  expect(sum.reduce((total, chance) => total + chance, 0)).toBeCloseTo(1, 12);
  expect(Math.min(...sum)).toBeGreaterThan(0);
  expect([binomialTail(0, 0, 0.9), lowerBound(0, 0), lowerBound(0, 10)]).toEqual([1, 0, 0]);
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { incompleteBeta } from "../../base/incompleteBeta.ts";
import { studentTBelow, studentTQuantile } from "../../base/studentT.ts";
import { pairedDifference } from "./pairedDifference.ts";
import { signFlipP } from "./signFlip.ts";

interface Fixture {
  readonly beta: readonly { x: number; a: number; b: number; value: number }[];
  readonly student: readonly { degrees: number; share: number; t: number }[];
  readonly pairs: readonly {
    treated: number[];
    control: number[];
    mean: number;
    interval: [number, number];
    p: number;
  }[];
}

const fixture = JSON.parse(
  readFileSync(new URL("../../../test/fixtures/statistics.json", import.meta.url), "utf8"),
) as Fixture;

test.each(fixture.beta)("I_$x($a, $b) is SciPy's $value", ({ x, a, b, value }) => {
  expect(Math.abs(incompleteBeta(x, a, b) - value)).toBeLessThan(1e-12 + 1e-10 * value);
});

test.each(fixture.student)("the quantile $share of t with $degrees degrees is SciPy's $t", ({ degrees, share, t }) => {
  expect(Math.abs(studentTQuantile(share, degrees) - t)).toBeLessThan(1e-9 * Math.max(1, Math.abs(t)));
});

test("the share below a quantile is the quantile's share", () => {
  for (const share of [0.01, 0.2, 0.5, 0.8, 0.999]) {
    expect(studentTBelow(studentTQuantile(share, 7), 7)).toBeCloseTo(share, 12);
  }
});

test.each(fixture.pairs)("mean, interval and p of pairs are SciPy's ($mean, $p)", ({ treated, control, ...wanted }) => {
  const found = pairedDifference(treated, control);
  expect(found.mean).toBeCloseTo(wanted.mean, 12);
  expect(found.interval![0]).toBeCloseTo(wanted.interval[0], 9);
  expect(found.interval![1]).toBeCloseTo(wanted.interval[1], 9);
  expect(found.p).toBe(wanted.p);
});

test("five pairs cannot reach p < 0.05, six can", () => {
  expect(signFlipP([1, 1, 1, 1, 1])).toBe(2 / 32);
  expect(signFlipP([1, 1, 1, 1, 1, 1])).toBe(2 / 64);
});

test("pairs without any difference have p 1 and an interval of no width", () => {
  expect(pairedDifference([0.5, 0.7], [0.5, 0.7])).toEqual({ n: 2, mean: 0, interval: [0, 0], p: 1 });
});

test("a single pair has no interval", () => {
  expect(pairedDifference([0.9], [0.5])).toMatchObject({ n: 1, interval: null, p: 1 });
});

test("treated and control of different lengths are refused", () => {
  expect(() => pairedDifference([1, 2], [1])).toThrow(/2 and 1/);
});

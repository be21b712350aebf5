import { expect, test } from "vitest";
import { draws } from "../../base/random.ts";
import { alwaysValidP, signBettingE } from "./alwaysValid.ts";
import { fixedSequence, holm } from "./severalTests.ts";

const sequences = 2000;
const longest = 40;

/** How often a trial that is looked at after each pair, and stopped as soon as p < 0.05, rejects. */
function rejections(draw: (rng: ReturnType<typeof draws>) => number): number {
  let rejected = 0;
  for (let i = 0; i < sequences; i += 1) {
    const rng = draws(1, "null", i);
    const differences = Array.from({ length: longest }, () => draw(rng));
    if (alwaysValidP(differences) < 0.05) rejected += 1;
  }
  return rejected / sequences;
}

test("with no effect, stopping at will rejects in 5 % of 2,000 trials at most, whatever the differences' law", () => {
  expect(rejections((rng) => rng.normal())).toBeLessThanOrEqual(0.05);
  expect(rejections((rng) => rng.normal() ** 3)).toBeLessThanOrEqual(0.05);
  expect(rejections((rng) => rng.below(3) - 1)).toBeLessThanOrEqual(0.05);
});

test("with an effect of one deviation, most trials of 40 pairs reject", () => {
  expect(rejections((rng) => rng.normal(1))).toBeGreaterThan(0.9);
});

test("the mean of the e-value over all signs of n pairs is 1", () => {
  for (const n of [1, 2, 5, 9]) {
    let sum = 0;
    for (let signs = 0; signs < 2 ** n; signs += 1) {
      sum += signBettingE(Array.from({ length: n }, (_, i) => ((signs >> i) & 1 ? -1 : 1)));
    }
    expect(sum / 2 ** n).toBeCloseTo(1, 12);
  }
});

test("six pairs that agree are the fewest that show an effect, in either direction; ties say nothing", () => {
  const pairs = (n: number, sign: number): number[] => new Array<number>(n).fill(0.1 * sign);
  expect(alwaysValidP(pairs(5, 1))).toBeGreaterThan(0.05);
  expect(alwaysValidP(pairs(6, 1))).toBeLessThan(0.05);
  expect(alwaysValidP(pairs(6, -1))).toBe(alwaysValidP(pairs(6, 1)));
  expect(alwaysValidP([0, ...pairs(3, 1), 0, 0, ...pairs(3, 1)])).toBe(alwaysValidP(pairs(6, 1)));
  expect(alwaysValidP([])).toBe(1);
});

test("p never rises again", () => {
  const differences = [1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1];
  const ps = differences.map((_, i) => alwaysValidP(differences.slice(0, i + 1)));
  for (let i = 1; i < ps.length; i += 1) expect(ps[i]!).toBeLessThanOrEqual(ps[i - 1]!);
});

test("Holm's p values are the smallest times their number, and never fall", () => {
  // By hand: 0.005 * 4, 0.01 * 3, 0.03 * 2, and 0.04 * 1 is below the one before it.
  expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(10)))).toEqual([0.03, 0.06, 0.06, 0.02]);
  expect(holm([0.5, 0.9])).toEqual([1, 1]);
});

test("in a fixed sequence nothing is shown after the first that is not", () => {
  expect(fixedSequence([0.03, 0.2, 0.01])).toEqual([0.03, 0.2, 0.2]);
});

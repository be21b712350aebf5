import { expect, test } from "vitest";
import { augmented, choose, picture, unscaled } from "../../../test/support/augment.ts";
import { randomErasing } from "./randomErasing.ts";

const size = 40;
const given = picture(size, () => 200);
const statistics = { mean: [0.2, 0.4, 0.6], deviation: [1, 1, 1] } as const;

/** What is covered of a picture: its box, how many pixels, and whether they fill the box. */
function covered(isCovered: (x: number, y: number) => boolean) {
  const places = Array.from({ length: size * size }, (_, i) => [i % size, Math.floor(i / size)] as const);
  const own = places.filter(([x, y]) => isCovered(x, y));
  const [xs, ys] = [own.map(([x]) => x), own.map(([, y]) => y)];
  const [width, height] = [Math.max(...xs) - Math.min(...xs) + 1, Math.max(...ys) - Math.min(...ys) + 1];
  return { count: own.length, width, height, fills: own.length === width * height };
}

test("one rectangle shows the data set's mean colour, and everything else is untouched", async () => {
  const options = { probability: 1, area: { from: 0.1, to: 0.3 }, ratio: { from: 0.5, to: 2 } };
  const results = await augmented([choose(randomErasing, options)], new Array(150).fill(given), undefined, statistics);
  const boxes = results.map((result) => {
    const whole = 200 / 255 - 0.2;
    for (const value of result.slice(0, size * size)) expect(value === 0 || Math.abs(value - whole) < 1e-5).toBe(true);
    return covered((x, y) => result[y * size + x] === 0);
  });
  const areas = boxes.map(({ count }) => count / size ** 2);
  const ratios = boxes.map(({ width, height }) => height / width);
  for (const { fills } of boxes) expect(fills).toBe(true);
  // Sides are rounded to whole pixels.
  expect(Math.min(...areas)).toBeGreaterThan(0.09);
  expect(Math.min(...areas)).toBeLessThan(0.12);
  expect(Math.max(...areas)).toBeGreaterThan(0.28);
  expect(Math.max(...areas)).toBeLessThan(0.32);
  expect(Math.min(...ratios)).toBeLessThan(0.6);
  expect(Math.max(...ratios)).toBeGreaterThan(1.7);
  expect(
    Math.abs(ratios.filter((ratio) => ratio > 1).length - ratios.filter((ratio) => ratio < 1).length),
  ).toBeLessThan(61);
});

test("the shorthand is the chance: a photo is changed that often", async () => {
  const results = await augmented([choose(randomErasing, 0.3)], new Array(300).fill(given), undefined, statistics);
  const changed = results.filter((result) => result.some((value) => value === 0)).length;
  expect(Math.abs(changed - 90)).toBeLessThan(40); // 5 deviations of 8
});

test.each([
  ["black", (values: readonly number[]) => values.every((value) => value === 0)],
  ["white", (values: readonly number[]) => values.every((value) => Math.abs(value - 255) < 1e-3)],
  ["noise", (values: readonly number[]) => new Set(values.map(Math.round)).size > 50],
] as const)("what is covered can show %s", async (paint, holds) => {
  const options = { probability: 1, area: { from: 0.2, to: 0.2 }, ratio: { from: 1, to: 1 }, paint };
  const [found] = await augmented([choose(randomErasing, options)], [given], undefined, unscaled);
  const other = found!.filter((value) => Math.abs(value - 200) > 1e-3);
  expect(other.length).toBeGreaterThan(0.9 * 0.2 * 3 * size ** 2);
  expect(other.length).toBeLessThan(1.1 * 0.2 * 3 * size ** 2);
  expect(holds(other)).toBe(true);
});

test("two erasings may cover two places", async () => {
  const one = choose(randomErasing, { probability: 1, area: { from: 0.05, to: 0.05 } });
  const results = await augmented([one, one], new Array(20).fill(given), undefined, statistics);
  const counts = results.map((result) => covered((x, y) => result[y * size + x] === 0));
  expect(counts.some(({ fills }) => !fills)).toBe(true);
  expect(Math.max(...counts.map(({ count }) => count))).toBeGreaterThan(0.08 * size ** 2);
});

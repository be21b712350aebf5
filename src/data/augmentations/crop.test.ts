import { expect, test } from "vitest";
import { augmented, choose, farthest, picture } from "../../../test/support/augment.ts";
import { draws } from "../../base/random.ts";
import { crop } from "./crop.ts";

const ranges = { area: { from: 0.2, to: 0.8 }, ratio: { from: 0.5, to: 2 } };

/** The part that a crop of a picture of 100 pixels shows, in pixels. */
function part(seed: number, options: typeof ranges) {
  const { xx, yy, x0, y0 } = crop.draw(options, draws(1, "crop", seed), 100);
  return { left: 50 - (50 + x0) / xx, top: 50 - (50 + y0) / yy, width: 100 / xx, height: 100 / yy };
}

test("parts lie in the picture, and their areas, ratios and places fill their ranges", () => {
  const parts = Array.from({ length: 1000 }, (_, seed) => part(seed, ranges));
  const whole = parts.filter(({ width, height }) => width < 99.9 && height < 99.9);
  const areas = whole.map(({ width, height }) => (width * height) / 1e4);
  const ratios = whole.map(({ width, height }) => Math.log2(width / height));
  for (const { left, top, width, height } of parts) {
    expect(Math.min(left, top, 100 - left - width, 100 - top - height)).toBeGreaterThan(-1e-6);
  }
  expect(Math.min(...areas)).toBeGreaterThan(0.2 - 1e-9);
  expect(Math.min(...areas)).toBeLessThan(0.21);
  expect(Math.max(...areas)).toBeLessThan(0.8 + 1e-9);
  expect(Math.max(...areas)).toBeGreaterThan(0.78);
  expect(Math.min(...ratios)).toBeLessThan(-0.98);
  expect(Math.max(...ratios)).toBeGreaterThan(0.98);
  const places = parts.map(({ left, width }) => left / (100 - width)).filter(Number.isFinite);
  const mean = places.reduce((sum, place) => sum + place, 0) / places.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.05); // 5 deviations of 1 / sqrt(12 * 1000)
});

test("areas are as likely as each other", () => {
  const square = { area: { from: 0.2, to: 0.8 }, ratio: { from: 1, to: 1 } };
  const counts = new Array<number>(6).fill(0);
  for (let seed = 0; seed < 3000; seed += 1) {
    const { width, height } = part(seed, square);
    const bin = Math.floor((((width * height) / 1e4 - 0.2) / 0.6) * 6);
    counts[Math.min(5, bin)]! += 1;
  }
  const chiSquared = counts.reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0);
  expect(chiSquared).toBeLessThan(20.5); // 5 degrees of freedom, p = 0.001
});

test("the part fills the picture: a straight line of colours stays one, with a smaller slope", async () => {
  const given = picture(16, (c, _, x) => 10 + c * 40 + x * 8);
  const [found] = await augmented(
    [choose(crop, { area: { from: 0.25, to: 0.25 }, ratio: { from: 1, to: 1 } })],
    [given],
  );
  // A quarter of the area is half of each side: half the slope, away from the edges.
  for (let x = 3; x < 13; x += 1) expect(found![x + 1]! - found![x]!).toBeCloseTo(4, 2);
});

test("the shorthand is the smallest area, and an area of 1 leaves the picture as it is", async () => {
  expect(choose(crop, 0.6).options).toEqual({ area: { from: 0.6, to: 1 }, ratio: { from: 0.75, to: 1.333 } });
  const given = picture(6, (c, y, x) => c * 80 + y * 10 + x);
  const [found] = await augmented([choose(crop, { area: { from: 1, to: 1 }, ratio: { from: 1, to: 1 } })], [given]);
  expect(farthest(found!, given.values)).toBeLessThan(1e-3);
});

import { expect, test } from "vitest";
import { augmented, choose, farthest, picture } from "../../../test/support/augment.ts";
import { draws } from "../../base/random.ts";
import { saturation } from "./saturation.ts";

const given = picture(3, (c, y, x) => 40 + c * 50 + y * 20 + x * 3);

test("the distance from each pixel's own grey is multiplied by one factor, and the grey stays", async () => {
  const grey = (values: readonly number[], i: number): number =>
    0.299 * values[i]! + 0.587 * values[i + 9]! + 0.114 * values[i + 18]!;
  const [result] = await augmented([choose(saturation, 0.5)], [given]);
  const factor = (result![0]! - grey(given.values, 0)) / (given.values[0]! - grey(given.values, 0));
  expect(Math.abs(factor - 1)).toBeGreaterThan(0.01);
  result!.forEach((value, i) => {
    const own = grey(given.values, i % 9);
    expect(Math.abs(grey(result!, i % 9) - own)).toBeLessThan(1e-3);
    expect(Math.abs(value - (own + factor * (given.values[i]! - own)))).toBeLessThan(1e-3);
  });
});

test("factors fill the range to both sides of 1", () => {
  // A diagonal cell of the matrix is factor + (1 - factor) * 0.299.
  const factors = Array.from(
    { length: 500 },
    (_, i) => (saturation.draw({ change: 0.4 }, draws(1, "factor", i)).pixel[0] - 0.299) / 0.701,
  );
  expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.6 - 1e-9);
  expect(Math.min(...factors)).toBeLessThan(0.62);
  expect(Math.max(...factors)).toBeGreaterThan(1.38);
});

test("a change of 0 leaves the picture as it is", async () => {
  const [result] = await augmented([choose(saturation, 0)], [given]);
  expect(farthest(result!, given.values)).toBeLessThan(1e-3);
});

import { expect, test } from "vitest";
import { augmented, choose, picture } from "../../../test/support/augment.ts";
import { contrast } from "./contrast.ts";

test("the distance from the picture's mean grey is multiplied by one factor, within the range", async () => {
  const given = picture(4, (c, y, x) => 10 + c * 60 + y * 20 + x * 3);
  const mean = (c: number): number => given.values.slice(c * 16, c * 16 + 16).reduce((sum, v) => sum + v, 0) / 16;
  const grey = 0.299 * mean(0) + 0.587 * mean(1) + 0.114 * mean(2);
  const results = await augmented([choose(contrast, { change: 0.5 })], new Array(100).fill(given));
  const factors = results.map((result) => {
    const factor = (result[0]! - grey) / (given.values[0]! - grey);
    result.forEach((value, i) => {
      expect(Math.abs(value - (grey + factor * (given.values[i]! - grey)))).toBeLessThan(1e-3);
    });
    return factor;
  });
  expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.5 - 1e-5);
  expect(Math.min(...factors)).toBeLessThan(0.55);
  expect(Math.max(...factors)).toBeGreaterThan(1.45);
});

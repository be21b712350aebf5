import { expect, test } from "vitest";
import { drawBeta } from "./beta.ts";
import { draws } from "./random.ts";

test.each([0.01, 0.2, 1, 4])("Beta(%d, %d) has its mean, variance and symmetry", (alpha) => {
  const count = 4000;
  const drawn = Array.from({ length: count }, (_, i) => drawBeta(alpha, draws(1, "beta", i)));
  for (const value of drawn) expect(value >= 0 && value <= 1).toBe(true);
  const variance = 1 / (4 * (2 * alpha + 1));
  const mean = drawn.reduce((sum, value) => sum + value, 0) / count;
  const spread = drawn.reduce((sum, value) => sum + (value - 0.5) ** 2, 0) / count;
  expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(variance / count));
  expect(Math.abs(spread - variance)).toBeLessThan(5 * (0.25 / Math.sqrt(count)));
  const outside = drawn.filter((value) => value < 0.25 || value > 0.75).length;
  expect(outside / count > 0.5).toBe(alpha < 1 || (alpha === 1 && outside > count / 2));
});

test("Beta(1, 1) is uniform", () => {
  const counts = new Array<number>(10).fill(0);
  for (let i = 0; i < 5000; i += 1) counts[Math.floor(drawBeta(1, draws(2, "beta", i)) * 10)]! += 1;
  const chiSquared = counts.reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0);
  expect(chiSquared).toBeLessThan(27.9); // 9 degrees of freedom, p = 0.001
});

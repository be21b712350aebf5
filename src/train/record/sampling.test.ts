import { expect, test } from "vitest";
import { isProbed } from "./sampling.ts";

const probedBelow = (end: number, every: "auto" | "off" | number): number[] =>
  Array.from({ length: end }, (_, step) => step).filter((step) => isProbed(step, { every }));

test("auto probes the first steps at growing gaps, then every 32nd", () => {
  expect(probedBelow(130, "auto")).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 96, 128]);
});

test("auto probes half as often after 8,192 steps, and again after each doubling", () => {
  const gapAfter = (step: number): number => {
    const next = Array.from({ length: 10_000 }, (_, i) => step + 1 + i).find((at) => isProbed(at, { every: "auto" }));
    return next! - step;
  };
  expect([4096, 8192, 16_384, 32_768, 2 ** 20].map(gapAfter)).toEqual([32, 64, 128, 256, 8192]);
});

test("2^18 steps, 8,000 epochs of a thousand photos, have 901 probed ones", () => {
  let count = 0;
  for (let step = 0; step < 2 ** 18; step += 1) if (isProbed(step, { every: "auto" })) count += 1;
  expect(count).toBe(6 + 255 + 5 * 128);
});

test("a number probes every so many steps from the first on, and off none", () => {
  expect(probedBelow(10, 3)).toEqual([0, 3, 6, 9]);
  expect(probedBelow(1000, "off")).toEqual([]);
});

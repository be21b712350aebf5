import { expect, test } from "vitest";
import { addNoise, blurPixels, lightThrough } from "./camera.ts";
import type { SceneFacts } from "./plan.ts";

const size = 64;
const scene: SceneFacts = {
  background: "reef",
  waterColour: 0.5,
  turbidity: 0,
  brightness: 1,
  warmth: 0,
  bubbles: 0,
  occlusion: 0,
};

function flat(value: number): Uint8Array {
  return new Uint8Array(size * size * 3).fill(value);
}

function moments(pixels: Uint8Array): { mean: number; deviation: number } {
  const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  return { mean, deviation: Math.sqrt(pixels.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pixels.length) };
}

test("blur keeps a flat picture and spreads a dot as the Gaussian does", () => {
  const grey = flat(120);
  blurPixels(grey, size, 2);
  expect(new Set(grey)).toEqual(new Set([120]));
  const dot = flat(0);
  const middle = 3 * (32 * size + 32);
  dot[middle] = 255;
  blurPixels(dot, size, 1);
  expect(dot[middle]).toBeCloseTo(255 / (2 * Math.PI), -1);
  expect(dot[middle + 3]).toBe(dot[middle - 3]);
  expect(dot[middle + 3]).toBe(dot[middle + 3 * size]);
  expect(dot[middle + 1]).toBe(0);
});

test("noise has mean 0 and the deviation asked for, and others for other pictures", () => {
  const one = flat(128);
  addNoise(one, 0.05, 9, 0, 1);
  const { mean, deviation } = moments(one);
  expect(Math.abs(mean - 128)).toBeLessThan(0.7);
  expect(deviation / 255).toBeCloseTo(0.05, 2);
  const other = flat(128);
  addNoise(other, 0.05, 9, 0, 2);
  expect(other).not.toEqual(one);
});

test("murky water hides by as much as it is murky, and has a colour of its own", () => {
  const seen = (turbidity: number): Uint8Array => {
    const blackAndWhite = Uint8Array.from([0, 0, 0, 255, 255, 255]);
    lightThrough(blackAndWhite, { ...scene, turbidity }, true);
    return blackAndWhite;
  };
  const contrast = (turbidity: number): number => seen(turbidity)[4]! - seen(turbidity)[1]!;
  expect(contrast(0.5) / contrast(0)).toBeCloseTo(0.5, 1);
  expect(contrast(1)).toBe(0);
  expect(seen(1)[2]).toBeGreaterThan(seen(1)[0]!);
});

test("light of gain 1 without warmth leaves a picture ashore as it is, and brightness multiplies it", () => {
  const pixels = flat(100);
  lightThrough(pixels, scene, false);
  expect(new Set(pixels)).toEqual(new Set([100]));
  lightThrough(pixels, { ...scene, brightness: 1.5 }, false);
  expect(new Set(pixels)).toEqual(new Set([150]));
});

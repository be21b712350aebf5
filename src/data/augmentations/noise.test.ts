import { expect, test } from "vitest";
import { augmented, choose, fixed, picture } from "../../../test/support/augment.ts";
import { noise } from "./noise.ts";
import { noiseStarts } from "./noises.ts";

const grey = picture(64, () => 128);
const places = 64 * 64;

function noiseOf(values: readonly number[]): number[] {
  return values.map((value) => (value - 128) / 255);
}

function moment(values: readonly number[], power: number): number {
  return values.reduce((sum, value) => sum + value ** power, 0) / values.length;
}

test("the noise is normal, of its deviation, and other on each channel", async () => {
  const change = { deviation: 0.1, isGrey: false, start: 12_345 };
  const [found] = await augmented([fixed({ kind: "noise", change })], [grey]);
  const own = noiseOf(found!);
  expect(Math.abs(moment(own, 1))).toBeLessThan(5 * (0.1 / Math.sqrt(3 * places)));
  expect(Math.abs(Math.sqrt(moment(own, 2)) - 0.1)).toBeLessThan(5 * (0.1 / Math.sqrt(6 * places)));
  expect(Math.abs(moment(own, 4) / moment(own, 2) ** 2 - 3)).toBeLessThan(5 * Math.sqrt(24 / (3 * places)));
  const [red, green] = [own.slice(0, places), own.slice(places, 2 * places)];
  const covariance = red.reduce((sum, value, i) => sum + value * green[i]!, 0) / places / 0.01;
  expect(Math.abs(covariance)).toBeLessThan(5 / Math.sqrt(places));
});

test("grey noise is the same on all channels", async () => {
  const [found] = await augmented([choose(noise, { deviation: 0.2, isGrey: true })], [grey]);
  expect(found!.slice(0, places)).toEqual(found!.slice(2 * places));
  expect(moment(noiseOf(found!), 2)).toBeGreaterThan(1e-6);
});

test("the last place to begin at has numbers for the whole picture", async () => {
  const change = { deviation: 0.1, isGrey: false, start: noiseStarts - 1 };
  const [found] = await augmented([fixed({ kind: "noise", change })], [grey]);
  expect(found!.every(Number.isFinite)).toBe(true);
  expect(Math.abs(Math.sqrt(moment(noiseOf(found!), 2)) - 0.1)).toBeLessThan(5 * (0.1 / Math.sqrt(6 * places)));
});

test("deviations fill the range, and pictures have noise of their own", async () => {
  const results = await augmented([choose(noise, 0.1)], new Array(80).fill(grey));
  const deviations = results.map((result) => Math.sqrt(moment(noiseOf(result), 2)));
  expect(Math.min(...deviations)).toBeLessThan(0.01);
  expect(Math.max(...deviations)).toBeGreaterThan(0.09);
  expect(Math.max(...deviations)).toBeLessThan(0.103);
  expect(new Set(results.map((result) => result[0])).size).toBeGreaterThan(70);
});

test("on normalised pictures the noise is as strong in units of white, whatever a channel's deviation", async () => {
  const statistics = { mean: [0.5, 0.5, 0.5], deviation: [0.1, 0.2, 0.5] } as const;
  const change = { deviation: 0.1, isGrey: true, start: 7 };
  const [found] = await augmented([fixed({ kind: "noise", change })], [grey], undefined, statistics);
  const middle = (128 / 255 - 0.5) / 0.1;
  const [red, blue] = [found![0]! - middle, found![2 * places]! - middle / 5];
  expect(red / blue).toBeCloseTo(5, 2);
});

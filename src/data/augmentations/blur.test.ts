import { expect, test } from "vitest";
import {
  augmented,
  choose,
  farthest,
  fixed,
  picture,
  reference,
  referencePicture,
} from "../../../test/support/augment.ts";
import { blur } from "./blur.ts";

test.each(reference.blur)("a deviation of $deviation pixels gives torchvision's picture", async (given) => {
  const [found] = await augmented([fixed({ kind: "blur", change: given.deviation })], [referencePicture]);
  expect(farthest(found!, given.values)).toBeLessThan(0.01);
});

test("a plain picture stays plain up to its edges, and no blur leaves a picture as it is", async () => {
  const plain = picture(9, (c) => 50 + 60 * c);
  const [found] = await augmented([fixed({ kind: "blur", change: 5 })], [plain]);
  expect(farthest(found!, plain.values)).toBeLessThan(1e-3);
  const [sharp] = await augmented([choose(blur, 0)], [referencePicture]);
  expect(farthest(sharp!, referencePicture.values)).toBeLessThan(1e-3);
});

test("two blurs are one of the sum of their variances", async () => {
  const dot = picture(31, (_, y, x) => (x === 15 && y === 15 ? 255 : 0));
  const [twice] = await augmented([fixed({ kind: "blur", change: 1.5 }), fixed({ kind: "blur", change: 2 })], [dot]);
  const [once] = await augmented([fixed({ kind: "blur", change: 2.5 })], [dot]);
  expect(farthest(twice!, once!)).toBeLessThan(1e-3);
});

test("each picture is blurred by a deviation of its own, within the range", async () => {
  const dot = picture(15, (_, y, x) => (x === 7 && y === 7 ? 255 : 0));
  const results = await augmented([choose(blur, { from: 0.8, to: 1.6 })], new Array(60).fill(dot));
  // Of a dot in the middle, the variance of the columns is that of the Gaussian.
  const deviations = results.map((result) => {
    const columns = Array.from({ length: 15 }, (_, x) => result.slice(105, 120)[x]!);
    const sum = columns.reduce((total, value) => total + value, 0);
    return Math.sqrt(columns.reduce((total, value, x) => total + value * (x - 7) ** 2, 0) / sum);
  });
  expect(Math.min(...deviations)).toBeGreaterThan(0.78);
  expect(Math.max(...deviations)).toBeLessThan(1.62);
  expect(Math.max(...deviations) - Math.min(...deviations)).toBeGreaterThan(0.6);
});

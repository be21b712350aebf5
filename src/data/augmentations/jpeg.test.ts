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
import { draws } from "../../base/random.ts";
import { jpeg } from "./jpeg.ts";
import { quantisation } from "./quantisation.ts";

test.each(reference.jpeg)("$size pixels at quality $quality are nearly what libjpeg gives", async (given) => {
  const { size, quality, values } = given;
  const own = { size, values: given.picture };
  const [found] = await augmented([fixed({ kind: "jpeg", change: quality })], [own]);
  const differences = found!.map((value, i) => Math.abs(value - values[i]!));
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  const lost = own.values.reduce((sum, value, i) => sum + Math.abs(value - values[i]!), 0) / differences.length;
  // libjpeg rounds after each step, so some coefficients fall on the other side of a half: a level or two.
  expect(mean).toBeLessThan(2);
  expect(mean).toBeLessThan(lost / 2);
  expect(Math.max(...differences)).toBeLessThan(12);
});

test("the tables are the standard's at quality 50, and all ones at 100", () => {
  expect(quantisation("brightness", 50).slice(0, 8)).toEqual([16, 11, 10, 16, 24, 40, 51, 61]);
  expect(quantisation("colour", 50)[0]).toBe(17);
  expect(quantisation("brightness", 100)).toEqual(new Array(64).fill(1));
  expect(Math.max(...quantisation("brightness", 1))).toBe(255);
});

test("a plain grey picture stays as it is at every quality", async () => {
  const plain = picture(16, () => 128);
  for (const quality of [1, 30, 100]) {
    const [found] = await augmented([fixed({ kind: "jpeg", change: quality })], [plain]);
    expect(farthest(found!, plain.values), `quality ${quality}`).toBeLessThan(0.01);
  }
});

test("the lower of two qualities counts, and a photo that is left alone keeps every level", async () => {
  const both = [90, 20].map((change) => fixed({ kind: "jpeg", change }));
  const [twice] = await augmented(both, [referencePicture]);
  const [once] = await augmented([fixed({ kind: "jpeg", change: 20 })], [referencePicture]);
  expect(twice).toEqual(once);
  const [left] = await augmented([choose(jpeg, { from: 5, to: 5, probability: 0 })], [referencePicture]);
  expect(farthest(left!, referencePicture.values)).toBeLessThan(1e-3);
});

test("qualities are whole numbers that fill the range", () => {
  const drawn = Array.from({ length: 500 }, (_, i) => jpeg.draw({ from: 60, to: 64 }, draws(1, "quality", i)));
  expect([...new Set(drawn)].sort()).toEqual([60, 61, 62, 63, 64]);
  expect(choose(jpeg, 40).options).toEqual({ from: 40, to: 95 });
});

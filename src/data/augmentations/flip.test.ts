import { expect, test } from "vitest";
import { augmented, choose, picture } from "../../../test/support/augment.ts";
import { flip } from "./flip.ts";

const at = (c: number, y: number, x: number): number => c * 80 + y * 10 + x;
const given = picture(5, at);
const mirrored = {
  horizontal: picture(5, (c, y, x) => at(c, y, 4 - x)).values,
  vertical: picture(5, (c, y, x) => at(c, 4 - y, x)).values,
  both: picture(5, (c, y, x) => at(c, 4 - y, 4 - x)).values,
};

test.each(["horizontal", "vertical", "both"] as const)("a certain %s flip mirrors exactly", async (direction) => {
  const [result] = await augmented([choose(flip, { direction, probability: 1 })], [given]);
  expect(result).toEqual(mirrored[direction]);
});

test("a flip of probability 0 changes nothing", async () => {
  const [result] = await augmented([choose(flip, { direction: "both", probability: 0 })], [given]);
  expect(result).toEqual(given.values);
});

test("the shorthand flips half of the pictures, and only that way", async () => {
  const pictures = new Array(400).fill(given);
  const results = await augmented([choose(flip, "horizontal")], pictures);
  const flipped = results.filter((result) => result[0] === mirrored.horizontal[0]);
  for (const result of flipped) expect(result).toEqual(mirrored.horizontal);
  for (const result of results) expect([given.values[0], mirrored.horizontal[0]]).toContain(result[0]);
  expect(Math.abs(flipped.length - 200)).toBeLessThan(50); // 5 deviations of 10
});

test("two certain flips are none", async () => {
  const certain = choose(flip, { direction: "horizontal", probability: 1 });
  expect((await augmented([certain, certain], [given]))[0]).toEqual(given.values);
});

import { expect, test } from "vitest";
import { augmented, choose, farthest, fixed, reference, referencePicture } from "../../../test/support/augment.ts";
import { draws } from "../../base/random.ts";
import { gamma } from "./gamma.ts";

test.each(reference.gamma)("an exponent of $exponent gives torchvision's picture", async ({ exponent, values }) => {
  const [found] = await augmented([fixed({ kind: "curve", change: { curve: "gamma", exponent } })], [referencePicture]);
  // Black is taken for 1e-8 of white, so that it has a logarithm: 1e-4 of white at an exponent of 0.5.
  expect(farthest(found!, values)).toBeLessThan(0.03);
});

test("an exponent and its inverse undo each other in one pass", async () => {
  const both = [2.2, 1 / 2.2].map((exponent) => fixed({ kind: "curve", change: { curve: "gamma", exponent } }));
  const [found] = await augmented(both, [referencePicture]);
  expect(farthest(found!, referencePicture.values)).toBeLessThan(0.01);
});

test("the shorthand draws factors to both sides, as often above 1 as below", () => {
  const { options } = choose(gamma, 1) as { options: { from: number; to: number } };
  expect(options).toEqual({ from: 0.5, to: 2 });
  const exponents = Array.from({ length: 1000 }, (_, i) => {
    const drawn = gamma.draw(options, draws(1, "gamma", i));
    return drawn.curve === "gamma" ? drawn.exponent : Number.NaN;
  });
  expect(Math.min(...exponents)).toBeGreaterThanOrEqual(0.5);
  expect(Math.max(...exponents)).toBeLessThan(2);
  expect(Math.abs(exponents.filter((value) => value > 1).length - 500)).toBeLessThan(80); // 5 deviations of 16
});

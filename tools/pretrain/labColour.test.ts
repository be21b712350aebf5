import { expect, test } from "vitest";
import { labOf } from "./labColour.ts";

// Values of skimage.color.rgb2lab, to its two digits.
test.each([
  ["#ffffff", [100, 0, 0]],
  ["#000000", [0, 0, 0]],
  ["#ff0000", [53.24, 80.09, 67.2]],
  ["#0000ff", [32.3, 79.19, -107.86]],
] as const)("%s is at L, a, b = %j", (hex, expected) => {
  labOf(hex).forEach((value, i) => {
    expect(Math.abs(value - expected[i]!)).toBeLessThan(0.02);
  });
});

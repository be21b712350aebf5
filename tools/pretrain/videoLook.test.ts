import { expect, test } from "vitest";
import { draws } from "../../src/base/random.ts";
import { videoLook } from "./videoLook.ts";

const size = 16;
const picture = (): Uint8Array =>
  Uint8Array.from({ length: 2 * 3 * size * size }, (_, i) => (i * 37 + (i % size) * 11) % 256);

test("the look is a function of the draws, and changes its own picture only", () => {
  const [first, second] = [picture(), picture()];
  const bytes = 3 * size * size;
  videoLook(first, bytes, size, false, draws(1, "look", 4));
  videoLook(second, bytes, size, false, draws(1, "look", 4));
  expect(first).toEqual(second);
  expect(first.subarray(0, bytes)).toEqual(picture().subarray(0, bytes));
  expect(first.subarray(bytes)).not.toEqual(picture().subarray(bytes));
});

test("over many draws looks differ, a fifth of them with a black bar", () => {
  const grey = new Uint8Array(3 * size * size).fill(120);
  const looks = Array.from({ length: 500 }, (_, i) => {
    const pixels = grey.slice();
    videoLook(pixels, 0, size, false, draws(2, "look", i));
    return pixels;
  });
  const barred = looks.filter((pixels) => pixels.includes(0) && new Set(pixels).size > 1).length;
  // 100 expected of 500, deviation 9.
  expect(barred).toBeGreaterThan(65);
  expect(barred).toBeLessThan(135);
  expect(new Set(looks.map((pixels) => pixels.join())).size).toBeGreaterThan(490);
});

test("a mirrored picture's look is the look's mirror, where nothing is drawn for a side", () => {
  const mirror = (pixels: Uint8Array): Uint8Array =>
    pixels.map((_, i) => pixels[Math.floor(i / size) * size + (size - 1 - (i % size))]!);
  let compared = 0;
  for (let i = 0; i < 40; i += 1) {
    const [plain, turned] = [picture(), picture()];
    videoLook(plain, 0, size, false, draws(3, "look", i));
    videoLook(turned, 0, size, true, draws(3, "look", i));
    const bytes = 3 * size * size;
    if (plain.subarray(0, bytes).includes(0)) continue;
    compared += 1;
    const expected = mirror(plain.subarray(0, bytes));
    // Sampling rounds to either side of a half.
    turned.subarray(0, bytes).forEach((value, at) => {
      expect(Math.abs(value - expected[at]!)).toBeLessThanOrEqual(3);
    });
  }
  expect(compared).toBeGreaterThan(5);
});

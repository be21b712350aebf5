import { expect, test } from "vitest";
import { augmented, choose, farthest, picture } from "../../../test/support/augment.ts";
import { draws } from "../../base/random.ts";
import { scale } from "./scale.ts";

test("twice as large: each pixel shows the point half as far from the middle", async () => {
  // Colours that rise in a straight line, which bilinear sampling gives exactly.
  const at = (c: number, y: number, x: number): number => 20 + c * 60 + y * 8 + x * 4;
  const [result] = await augmented([choose(scale, { from: 2, to: 2 })], [picture(8, at)]);
  const expected = picture(8, (c, y, x) => at(c, 3.5 + (y - 3.5) / 2, 3.5 + (x - 3.5) / 2)).values;
  expect(farthest(result!, expected)).toBeLessThan(1e-3);
});

test("the shorthand draws factors to both sides of 1", () => {
  const { options } = choose(scale, 0.2);
  expect(options).toEqual({ from: 0.8, to: 1.2 });
  const factors = Array.from(
    { length: 500 },
    (_, i) => scale.draw({ from: 0.8, to: 1.2 }, draws(1, "factor", i), 4).xx,
  );
  expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.8);
  expect(Math.min(...factors)).toBeLessThan(0.81);
  expect(Math.max(...factors)).toBeGreaterThan(1.19);
});

test("a range that is upside down is refused", () => {
  expect(() => choose(scale, { from: 1.2, to: 0.8 })).toThrow(/from is at most to/);
});

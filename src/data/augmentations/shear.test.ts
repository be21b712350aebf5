import { expect, test } from "vitest";
import { always, augmented, choose, farthest, picture } from "../../../test/support/augment.ts";
import { draws } from "../../base/random.ts";
import { shear } from "./shear.ts";

test("a shear of 45 degrees slides each row by its distance below the middle", async () => {
  const rng = { ...draws(0, "widest"), uniform: (_low = 0, high = 1) => high };
  const at = (c: number, y: number, x: number): number => c * 80 + y * 8 + x;
  const [result] = await augmented([always({ move: shear.draw({ degrees: 45 }, rng, 9) })], [picture(9, at)]);
  const expected = picture(9, (c, y, x) => at(c, y, x - (y - 4))).values;
  // Places whose source is inside the picture.
  const inside = (values: readonly number[]): number[] =>
    values.filter((_, i) => Math.abs((i % 9) - ((Math.floor(i / 9) % 9) - 4) - 4) <= 4);
  expect(farthest(inside(result!), inside(expected))).toBeLessThan(1e-3);
});

test("the shorthand is the number of degrees", () => {
  expect(choose(shear, 10).options).toEqual({ degrees: 10 });
});

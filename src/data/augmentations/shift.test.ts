import { expect, test } from "vitest";
import { always, augmented, choose, farthest, picture } from "../../../test/support/augment.ts";
import { draws } from "../../base/random.ts";
import { unmoved } from "./affine.ts";
import { shift } from "./shift.ts";

const at = (c: number, y: number, x: number): number => c * 80 + y * 10 + x;

test("a shift by whole pixels moves each of them, and mirrors the picture at its edge", async () => {
  const [result] = await augmented([always({ move: { ...unmoved, x0: 2, y0: -1 } })], [picture(6, at)]);
  const mirror = (i: number): number => (i < 0 ? -1 - i : i >= 6 ? 11 - i : i);
  const expected = picture(6, (c, y, x) => at(c, mirror(y + 1), mirror(x - 2))).values;
  expect(farthest(result!, expected)).toBeLessThan(1e-3); // bilinear weights in float32
});

test("moves fill their range in pixels, and only along the sides that are given", () => {
  const moves = Array.from({ length: 1000 }, (_, i) =>
    shift.draw({ horizontal: 0.25, vertical: 0 }, draws(1, "move", i), 40),
  );
  const sideways = moves.map(({ x0 }) => x0);
  expect(Math.max(...sideways)).toBeLessThan(10);
  expect(Math.max(...sideways)).toBeGreaterThan(9.5);
  expect(Math.min(...sideways)).toBeLessThan(-9.5);
  for (const { xx, xy, yx, yy, y0 } of moves) expect([xx, xy, yx, yy, Math.abs(y0)]).toEqual([1, 0, 0, 1, 0]);
});

test("the shorthand moves along both sides", () => {
  expect(choose(shift, 0.1).options).toEqual({ horizontal: 0.1, vertical: 0.1 });
});

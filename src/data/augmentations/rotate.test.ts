import { expect, test } from "vitest";
import { always, augmented, choose, farthest, picture } from "../../../test/support/augment.ts";
import { draws } from "../../base/random.ts";
import { rotate } from "./rotate.ts";

const at = (c: number, y: number, x: number): number => c * 80 + y * 10 + x;
const turn = (degrees: number) => {
  // A rotation by exactly the widest angle: the draw of a generator that always gives its upper bound.
  const rng = { ...draws(0, "widest"), uniform: (_low = 0, high = 1) => high };
  return always({ move: rotate.draw({ degrees }, rng, 6) });
};

test("a quarter turn to the left takes the right column to the top row", async () => {
  const [result] = await augmented([turn(90)], [picture(6, at)]);
  const expected = picture(6, (c, y, x) => at(c, x, 5 - y)).values;
  expect(farthest(result!, expected)).toBeLessThan(1e-3); // bilinear weights in float32
});

test("two turns of 30 degrees are one of 60, sampled once", async () => {
  const given = picture(8, (c, y, x) => 100 + 30 * Math.sin(c + x / 3) + 20 * Math.cos(y / 3));
  const [twice] = await augmented([turn(30), turn(30)], [given]);
  const [once] = await augmented([turn(60)], [given]);
  expect(farthest(twice!, once!)).toBeLessThan(1e-2);
  expect(farthest(once!, given.values)).toBeGreaterThan(5);
});

test("angles fill the range to both sides", () => {
  const angles = Array.from({ length: 1000 }, (_, i) => {
    const { xx, yx } = rotate.draw({ degrees: 15 }, draws(1, "angle", i), 4);
    return (Math.atan2(-yx, xx) * 180) / Math.PI;
  });
  expect(Math.max(...angles)).toBeLessThan(15);
  expect(Math.max(...angles)).toBeGreaterThan(14.5);
  expect(Math.min(...angles)).toBeLessThan(-14.5);
  const mean = angles.reduce((sum, angle) => sum + angle, 0) / 1000;
  expect(Math.abs(mean)).toBeLessThan(1.4); // 5 deviations of 15 / sqrt(3 * 1000)
});

test("the shorthand is the number of degrees", () => {
  expect(choose(rotate, 15).options).toEqual({ degrees: 15 });
  expect(() => choose(rotate, 270)).toThrow(/180/);
});

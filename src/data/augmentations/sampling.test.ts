import { expect, test } from "vitest";
import { always, augmented, farthest, picture } from "../../../test/support/augment.ts";
import { evaluate } from "../../../test/support/run.ts";
import { affineGrid } from "../../graph/ops/affineGrid.ts";
import { gridSample } from "../../graph/ops/gridSample.ts";
import { numbersOf, tensorOf } from "../../graph/tensor.ts";
import { type Affine, inverse } from "./affine.ts";

const moves: Affine[] = [
  { xx: 0.9, xy: 0.4, x0: 1.3, yx: -0.4, yy: 0.9, y0: -2.2 },
  { xx: -0.7, xy: 0.1, x0: 0, yx: 0.3, yy: 1.4, y0: 0.5 },
  { xx: 0.2, xy: 0, x0: 3, yx: 0, yy: 0.15, y0: -9 }, // reaches over several mirror images
];

test.each(moves)("sampling is GridSample with reflection: %o", async (move) => {
  const size = 7;
  const given = picture(size, (c, y, x) => (37 * c + 53 * y + 91 * x + 11 * x * y) % 256);
  const [found] = await augmented([always({ move })], [given]);
  const source = inverse(move);
  const theta = [source.xx, source.xy, (2 * source.x0) / size, source.yx, source.yy, (2 * source.y0) / size];
  const inputs = {
    x: tensorOf("float32", [1, 3, size, size], given.values),
    theta: tensorOf("float32", [1, 2, 3], theta),
  };
  const { y } = await evaluate(inputs, ({ x, theta: matrices }) => ({
    y: gridSample(x!, affineGrid(matrices!, x!.shape), { mode: "linear", padding_mode: "reflection" }),
  }));
  // Places are rounded to 1e-6 of a period, colours change by up to 255 from pixel to pixel.
  expect(farthest(found!, numbersOf(y))).toBeLessThan(0.02);
});

test("no move gives the picture's own colours", async () => {
  const given = picture(8, (c, y, x) => (37 * c + 53 * y + 91 * x) % 256);
  const [found] = await augmented([always({ move: { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 } })], [given]);
  expect(farthest(found!, given.values)).toBeLessThan(1e-3);
});

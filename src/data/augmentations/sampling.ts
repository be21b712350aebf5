import type { Value } from "../../graph/graph.ts";
import { abs } from "../../graph/ops/abs.ts";
import { affineGrid } from "../../graph/ops/affineGrid.ts";
import { clip } from "../../graph/ops/clip.ts";
import { floor } from "../../graph/ops/floor.ts";
import { gridSample } from "../../graph/ops/gridSample.ts";
import { mul } from "../../graph/ops/mul.ts";
import { sub } from "../../graph/ops/sub.ts";
import { type Affine, inverse } from "./affine.ts";

/**
 * Writes the 2 x 3 matrix that says, for each place of a moved picture (-1..1 across it), where in the source its colour
 * comes from: in periods of the source and its mirror image, so that 0..0.5 is the picture and 0.5..1 its mirror image.
 */
export function writeSampling(motion: Affine, size: number, target: Float32Array, at: number): void {
  const source = inverse(motion);
  // A period is 2 * size pixels, and -1..1 is `size` pixels; 0.25 is the picture's middle.
  target[at] = source.xx / 4;
  target[at + 1] = source.xy / 4;
  target[at + 2] = source.x0 / (2 * size) + 0.25;
  target[at + 3] = source.yx / 4;
  target[at + 4] = source.yy / 4;
  target[at + 5] = source.y0 / (2 * size) + 0.25;
}

/**
 * The moved pictures: bilinear between pixels, and mirrored beyond the picture's edges as often as needed. It is what
 * GridSample's own padding "reflection" gives, at a third of its time: places are folded back into the picture before
 * the sampling, whose padding "zeros" has a fast kernel and then has nothing to do.
 *
 * @param x [N, C, size, size]
 * @param matrices [N, 2, 3] of `writeSampling`
 */
export function sampleMoved(x: Value, matrices: Value): Value {
  const size = x.shape[3]!;
  const periods = affineGrid(matrices, x.shape); // [N, size, size, 2]
  const folded = sub(1, mul(abs(sub(sub(periods, floor(periods)), 0.5)), 4));
  // Beyond the middle of the outermost pixels lies their mirror image: the same colour.
  const inside = clip(folded, 1 / size - 1, 1 - 1 / size);
  return gridSample(x, inside, { mode: "linear", padding_mode: "zeros" });
}

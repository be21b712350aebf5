import type { Value } from "../../graph/graph.ts";
import { abs } from "../../graph/ops/abs.ts";
import { affineGrid } from "../../graph/ops/affineGrid.ts";
import { clip } from "../../graph/ops/clip.ts";
import { div } from "../../graph/ops/div.ts";
import { floor } from "../../graph/ops/floor.ts";
import { gridSample } from "../../graph/ops/gridSample.ts";
import { matMul } from "../../graph/ops/matMul.ts";
import { mul } from "../../graph/ops/mul.ts";
import { reshape } from "../../graph/ops/reshape.ts";
import { slice } from "../../graph/ops/slice.ts";
import { sub } from "../../graph/ops/sub.ts";
import { transpose } from "../../graph/ops/transpose.ts";
import { tensorOf } from "../../graph/tensor.ts";
import { type Affine, inverse } from "./affine.ts";
import { type Homography, inverseHomography } from "./homography.ts";

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

/** The same for a change of perspective: a 3 x 3 matrix whose third row is what the other two are divided by. */
export function writeProjection(motion: Homography, size: number, target: Float32Array, at: number): void {
  const source = inverseHomography(motion);
  for (let column = 0; column < 3; column += 1) {
    // Places of the moved picture are -1..1; the last column is a constant.
    const across = column === 2 ? 1 : size / 2;
    const below = source[6 + column]! * across;
    for (let row = 0; row < 2; row += 1) {
      target[at + row * 3 + column] = (source[row * 3 + column]! * across) / (2 * size) + 0.25 * below;
    }
    target[at + 6 + column] = below;
  }
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
  return sampleFolded(x, affineGrid(matrices, x.shape)); // [N, size, size, 2]
}

/** Beyond it, W would come to 0 and places to infinity; so far out there is nothing to see but stripes. */
const leastDivisor = 0.02;

/**
 * The same with a change of perspective.
 *
 * @param x [N, C, size, size]
 * @param matrices [N, 3, 3] of `writeProjection`
 */
export function sampleProjected(x: Value, matrices: Value): Value {
  const [count = 0, , size = 0] = x.shape;
  const middles = Array.from({ length: size }, (_, at) => (2 * at + 1) / size - 1);
  const places = [
    middles.flatMap(() => middles),
    middles.flatMap((y) => middles.map(() => y)),
    middles.flatMap(() => middles.map(() => 1)),
  ];
  const all = matMul(matrices, x.graph.constant(tensorOf("float32", [3, size * size], places.flat())));
  const divisor = clip(slice(all, [2], [3], [1]), leastDivisor); // [N, 1, size * size]
  const periods = div(slice(all, [0], [2], [1]), divisor);
  return sampleFolded(x, reshape(transpose(periods, [0, 2, 1]), [count, size, size, 2]));
}

/** @param periods [N, size, size, 2], in periods of the picture and its mirror image */
function sampleFolded(x: Value, periods: Value): Value {
  const size = x.shape[3]!;
  const folded = sub(1, mul(abs(sub(sub(periods, floor(periods)), 0.5)), 4));
  // Beyond the middle of the outermost pixels lies their mirror image: the same colour.
  const inside = clip(folded, 1 / size - 1, 1 - 1 / size);
  return gridSample(x, inside, { mode: "linear", padding_mode: "zeros" });
}

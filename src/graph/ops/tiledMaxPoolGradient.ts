import type { Value } from "../graph.ts";
import { type Shape, sameShape, sizeOf, tensorOf } from "../tensor.ts";
import { cast } from "./cast.ts";
import { equal } from "./equal.ts";
import { maxPool } from "./maxPool.ts";
import { mul } from "./mul.ts";
import { pad } from "./pad.ts";
import { resize } from "./resize.ts";
import { slice } from "./slice.ts";

/**
 * The gradient of a max-pool whose windows lie side by side. MaxPool's indices would give it too, but asking onnxruntime
 * for them costs more than all that follows (docs/engine.md).
 *
 * Places that equal their window's maximum are numbered downwards within the window; the highest number left in each
 * window is the first of the equal places, and it alone gets dy.
 *
 * @param x [N, C, places...]
 * @param y its pool [N, C, windows...]
 * @param kernel the window's size, which is the stride
 * @returns [N, C, places...]
 */
export function tiledMaxPoolGradient(x: Value, y: Value, dy: Value, kernel: Shape): Value {
  const covered = y.shape.map((size, axis) => size * (kernel[axis - 2] ?? 1));
  const tiles = (value: Value): Value => enlarge(value, kernel);
  const seen = crop(x, covered);
  const rank = mul(cast(equal(seen, tiles(y)), x.dtype), rankOfPlace(x, covered.slice(2), kernel));
  const first = maxPool(rank, { kernel_shape: kernel, strides: kernel });
  const gradient = mul(cast(equal(rank, tiles(first)), x.dtype), tiles(dy));
  if (sameShape(covered, x.shape)) return gradient;
  const rest = x.shape.map((size, axis) => size - covered[axis]!);
  return pad(gradient, [...rest.map(() => 0), ...rest]);
}

/** Each number repeated over its window. */
function enlarge(value: Value, kernel: Shape): Value {
  return resize(value, {
    scales: [1, 1, ...kernel],
    mode: "nearest",
    coordinate_transformation_mode: "asymmetric",
    nearest_mode: "floor",
  });
}

/** For each place, how many places of its window come at or after it: k for the first of k, 1 for the last. */
function rankOfPlace(x: Value, places: Shape, kernel: Shape): Value {
  let ranks = [0];
  places.forEach((size, axis) => {
    const within = kernel[axis]!;
    ranks = ranks.flatMap((before) => Array.from({ length: size }, (_, at) => before * within + (at % within)));
  });
  const count = sizeOf(kernel);
  return x.graph.constant(
    tensorOf(
      x.dtype,
      places,
      ranks.map((at) => count - at),
    ),
  );
}

function crop(x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  const axes = shape.map((_, axis) => axis).slice(2);
  return slice(
    x,
    axes.map(() => 0),
    shape.slice(2),
    axes,
  );
}

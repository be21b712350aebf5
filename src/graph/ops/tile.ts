import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { constantNumbers } from "./constantInput.ts";
import { reduceSum } from "./reduceSum.ts";
import { reshape } from "./reshape.ts";

/**
 * Tile: x repeated along each axis, as often as `repeats` says.
 *
 * Gradient  dx = dy added up over the copies
 * ONNX      since opset 13
 */
export const tileOperator = defineOperator({
  onnx: "Tile",
  inputs: ["x", "repeats"],
  infer: ({ inputs: { x, repeats } }) => {
    const times = repeatsOf(x, repeats);
    return [{ dtype: x.dtype, shape: x.shape.map((size, axis) => size * times[axis]!) }];
  },
  gradient: ({ inputs: { x, repeats }, dy }) => ({
    x: () => {
      const apart = x.shape.flatMap((size, axis) => [repeatsOf(x, repeats)[axis]!, size]); // [copies, size, copies, size, ...]
      const copies = x.shape.map((_, axis) => 2 * axis);
      return reduceSum(reshape(dy, apart), copies, { keepdims: 0 });
    },
    repeats: null,
  }),
  trials: [
    { inputs: [[2, 3], { shape: [2], dtype: "int64", values: [2, 1] }], constants: [1] },
    { inputs: [[2, 1, 3], { shape: [3], dtype: "int64", values: [1, 4, 2] }], constants: [1] },
    { inputs: [[1], { shape: [1], dtype: "int64", values: [1] }], constants: [1] },
  ],
});

/** x repeated along each axis, repeats[axis] times. */
export function tile(x: Value, repeats: readonly number[]): Value {
  return applyOne(tileOperator, [x, x.graph.integers(repeats)]);
}

function repeatsOf(x: Value, repeats: Value): number[] {
  const times = constantNumbers("Tile", "repeats", repeats);
  if (times.length === x.shape.length && times.every((count) => count >= 0)) return times;
  throw shapeError("Tile", x, {
    expected: `${x.shape.length} counts, one for each axis of [${x.shape}]`,
    got: `[${times}]`,
  });
}

import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import type { TensorData } from "../tensor.ts";
import { axesOf } from "./axis.ts";
import { constantNumbers } from "./constantInput.ts";
import { upgradeAxes } from "./reduction.ts";
import { reshape } from "./reshape.ts";

/**
 * Unsqueeze: adds axes of size 1; `axes` are their places in the result.
 *
 * Gradient  dx = dy under x's shape
 * ONNX      since opset 13
 */
export const unsqueezeOperator = defineOperator({
  onnx: "Unsqueeze",
  inputs: ["x", "axes"],
  infer: ({ inputs: { x, axes } }) => [{ dtype: x.dtype, shape: unsqueezedShape(x, axes) }],
  gradient: ({ inputs: { x }, dy }) => ({ x: () => reshape(dy, x.shape), axes: null }),
  fold: ({ inputs: { x, axes } }) => x.constant && [{ ...x.constant, shape: unsqueezedShape(x, axes) } as TensorData],
  upgrade: upgradeAxes,
  trials: [
    { inputs: [[2, 3], { shape: [1], dtype: "int64", values: [1] }], constants: [1] },
    { inputs: [[2, 3], { shape: [2], dtype: "int64", values: [-1, 0] }], constants: [1] },
    { inputs: [[], { shape: [1], dtype: "int64", values: [0] }], constants: [1] },
  ],
});

/** x with axes of size 1 added, at these places of the result. */
export function unsqueeze(x: Value, axes: readonly number[]): Value {
  return applyOne(unsqueezeOperator, [x, x.graph.integers(axes)]);
}

function unsqueezedShape(x: Value, axes: Value): number[] {
  const given = constantNumbers("Unsqueeze", "axes", axes);
  const rank = x.shape.length + given.length;
  const added = axesOf("Unsqueeze", x, given, rank);
  const sizes = [...x.shape];
  return Array.from({ length: rank }, (_, axis) => (added.includes(axis) ? 1 : sizes.shift()!));
}

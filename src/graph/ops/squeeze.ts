import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import type { TensorData } from "../tensor.ts";
import { axesOf } from "./axis.ts";
import { constantNumbers } from "./constantInput.ts";
import { upgradeAxes } from "./reduction.ts";
import { reshape } from "./reshape.ts";

/**
 * Squeeze: leaves out axes of size 1; all of them when none are named.
 *
 * Gradient  dx = dy under x's shape
 * ONNX      since opset 13
 */
export const squeezeOperator = defineOperator({
  onnx: "Squeeze",
  inputs: ["x", "axes?"],
  infer: ({ inputs: { x, axes } }) => [{ dtype: x.dtype, shape: squeezedShape(x, axes) }],
  gradient: ({ inputs: { x }, dy }) => ({ x: () => reshape(dy, x.shape), axes: null }),
  fold: ({ inputs: { x, axes } }) => x.constant && [{ ...x.constant, shape: squeezedShape(x, axes) } as TensorData],
  upgrade: upgradeAxes,
  trials: [
    { inputs: [[2, 1, 3, 1], { shape: [1], dtype: "int64", values: [1] }], constants: [1] },
    { inputs: [[2, 1, 3, 1], { shape: [2], dtype: "int64", values: [-1, 1] }], constants: [1] },
    { inputs: [[1, 3, 1]] },
    { inputs: [[1], { shape: [1], dtype: "int64", values: [0] }], constants: [1] },
  ],
});

/** x without the named axes, each of which has size 1. */
export function squeeze(x: Value, axes: readonly number[]): Value {
  return applyOne(squeezeOperator, [x, x.graph.integers(axes)]);
}

function squeezedShape(x: Value, axes: Value | undefined): number[] {
  if (axes === undefined) return x.shape.filter((size) => size !== 1);
  const named = axesOf("Squeeze", x, constantNumbers("Squeeze", "axes", axes));
  const wide = named.find((axis) => x.shape[axis] !== 1);
  if (wide !== undefined) {
    throw shapeError("Squeeze", x, {
      expected: `axis ${wide} to have size 1`,
      got: `size ${x.shape[wide]} in [${x.shape}]`,
    });
  }
  return x.shape.filter((_, axis) => !named.includes(axis));
}

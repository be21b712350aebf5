import { applyOne, type Value } from "../graph.ts";
import { defineOperator, int } from "../operator.ts";
import { mul } from "./mul.ts";
import { keptShape, reducedAxes, reducedType, upgradeAxes } from "./reduction.ts";
import { reshape } from "./reshape.ts";

/**
 * ReduceSumSquare: the sum of squares over axes; over all of them when none are named.
 *
 * Gradient  dx = 2 * x * dy
 * ONNX      since opset 18
 */
export const reduceSumSquareOperator = defineOperator({
  onnx: "ReduceSumSquare",
  inputs: ["x", "axes?"],
  attributes: { keepdims: int(1), noop_with_empty_axes: int(0) },
  infer: ({ inputs: { x, axes }, attributes }) =>
    reducedType(
      x,
      reducedAxes("ReduceSumSquare", x, axes, attributes.noop_with_empty_axes === 1),
      attributes.keepdims === 1,
    ),
  gradient: ({ inputs: { x, axes }, attributes, dy }) => ({
    x: () => {
      const over = reducedAxes("ReduceSumSquare", x, axes, attributes.noop_with_empty_axes === 1);
      return mul(x, reshape(mul(dy, 2), keptShape(x.shape, over)));
    },
    axes: null,
  }),
  upgrade: upgradeAxes,
  trials: [
    {
      inputs: [[2, 3, 4], { shape: [2], dtype: "int64", values: [0, 2] }],
      constants: [1],
      attributes: { keepdims: 0 },
    },
    { inputs: [[2, 3]] },
    { inputs: [{ shape: [3], values: [0, 0, 0] }] },
    {
      inputs: [
        { shape: [2, 3], dtype: "float64" },
        { shape: [1], dtype: "int64", values: [-1] },
      ],
      constants: [1],
    },
  ],
});

/** The sum of squares over `axes` (all of them when none are named); `keepdims` 1 keeps them with size 1 (default). */
export function reduceSumSquare(x: Value, axes?: readonly number[], attributes: { keepdims?: 0 | 1 } = {}): Value {
  return applyOne(reduceSumSquareOperator, [x, axes && x.graph.integers(axes)], attributes);
}

import { applyOne, type Value } from "../graph.ts";
import { defineOperator, int } from "../operator.ts";
import { div } from "./div.ts";
import { max } from "./max.ts";
import { mul } from "./mul.ts";
import { keptShape, reducedAxes, reducedType, upgradeAxes } from "./reduction.ts";
import { reshape } from "./reshape.ts";

/**
 * ReduceL2: the Euclidean length over axes, the root of the sum of squares; over all of them when none are named.
 *
 * Gradient  dx = dy * x / y; 0 where all of x is 0, as in PyTorch
 * ONNX      since opset 18
 */
export const reduceL2Operator = defineOperator({
  onnx: "ReduceL2",
  inputs: ["x", "axes?"],
  attributes: { keepdims: int(1), noop_with_empty_axes: int(0) },
  infer: ({ inputs: { x, axes }, attributes }) =>
    reducedType(x, reducedAxes("ReduceL2", x, axes, attributes.noop_with_empty_axes === 1), attributes.keepdims === 1),
  gradient: ({ inputs: { x, axes }, attributes, outputs: [y], dy }) => ({
    x: () => {
      const over = reducedAxes("ReduceL2", x, axes, attributes.noop_with_empty_axes === 1);
      // In float32 a length under 1e-20 comes from squares that round to 0: there x / y stands for 0 / 0.
      return mul(x, reshape(div(dy, max(y!, 1e-20)), keptShape(x.shape, over)));
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
    {
      inputs: [
        { shape: [2, 2], values: [0, 0, 3, 4] },
        { shape: [1], dtype: "int64", values: [1] },
      ],
      constants: [1],
      noSlope: "a length of 0 is a kink",
    },
    { inputs: [[2, 1], { shape: [1], dtype: "int64", values: [1] }], constants: [1] },
  ],
});

/** The Euclidean length over `axes` (all of them when none are named); `keepdims` 1 keeps them with size 1 (default). */
export function reduceL2(x: Value, axes?: readonly number[], attributes: { keepdims?: 0 | 1 } = {}): Value {
  return applyOne(reduceL2Operator, [x, axes && x.graph.integers(axes)], attributes);
}

import { applyOne, type Value } from "../graph.ts";
import { defineOperator, int } from "../operator.ts";
import { expand } from "./expand.ts";
import { keptShape, reducedAxes, reducedType, upgradeAxes } from "./reduction.ts";
import { reshape } from "./reshape.ts";

/**
 * ReduceSum: the sum over axes; over all of them when none are named.
 *
 * Gradient  dx = dy repeated along the summed axes
 * ONNX      since opset 13
 */
export const reduceSumOperator = defineOperator({
  onnx: "ReduceSum",
  inputs: ["x", "axes?"],
  attributes: { keepdims: int(1), noop_with_empty_axes: int(0) },
  infer: ({ inputs: { x, axes }, attributes }) =>
    reducedType(x, reducedAxes("ReduceSum", x, axes, attributes.noop_with_empty_axes === 1), attributes.keepdims === 1),
  gradient: ({ inputs: { x, axes }, attributes, dy }) => ({
    x: () => {
      const over = reducedAxes("ReduceSum", x, axes, attributes.noop_with_empty_axes === 1);
      return expand(reshape(dy, keptShape(x.shape, over)), x.shape);
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
    { inputs: [[2, 3, 4], { shape: [1], dtype: "int64", values: [-1] }], constants: [1] },
    { inputs: [[2, 3]] },
    { inputs: [[1, 1], { shape: [1], dtype: "int64", values: [0] }], constants: [1] },
  ],
});

/** The sum over `axes` (all of them when none are named); `keepdims` 1 keeps them with size 1 (default). */
export function reduceSum(x: Value, axes?: readonly number[], attributes: { keepdims?: 0 | 1 } = {}): Value {
  return applyOne(reduceSumOperator, [x, axes && x.graph.integers(axes)], attributes);
}

import { applyOne, type Value } from "../graph.ts";
import { defineOperator, int } from "../operator.ts";
import { spread } from "./distinctNumbers.ts";
import { extremeReductionGradient } from "./extremeReduction.ts";
import { reducedAxes, reducedType, upgradeAxes } from "./reduction.ts";

/**
 * ReduceMax: the largest element over axes; over all of them when none are named.
 *
 * Gradient  dy to the elements that are the largest; equal ones share it, as in PyTorch's amax
 * ONNX      since opset 20
 */
export const reduceMaxOperator = defineOperator({
  onnx: "ReduceMax",
  inputs: ["x", "axes?"],
  attributes: { keepdims: int(1), noop_with_empty_axes: int(0) },
  infer: ({ inputs: { x, axes }, attributes }) =>
    reducedType(x, reducedAxes("ReduceMax", x, axes, attributes.noop_with_empty_axes === 1), attributes.keepdims === 1),
  gradient: ({ inputs: { x, axes }, attributes, outputs: [y], dy }) => ({
    x: () =>
      extremeReductionGradient(x, y!, dy, reducedAxes("ReduceMax", x, axes, attributes.noop_with_empty_axes === 1)),
    axes: null,
  }),
  upgrade: upgradeAxes,
  trials: [
    {
      inputs: [spread([2, 3, 4]), { shape: [2], dtype: "int64", values: [0, 2] }],
      constants: [1],
      attributes: { keepdims: 0 },
    },
    { inputs: [spread([2, 3, 4]), { shape: [1], dtype: "int64", values: [-1] }], constants: [1] },
    { inputs: [spread([2, 3])] },
    { inputs: [[2, 1], { shape: [1], dtype: "int64", values: [1] }], constants: [1] },
    { inputs: [{ shape: [4], values: [3, 3, 3, 3] }], noSlope: "a tie is a kink" },
  ],
});

/** The largest over `axes` (all of them when none are named); `keepdims` 1 keeps them with size 1 (default). */
export function reduceMax(x: Value, axes?: readonly number[], attributes: { keepdims?: 0 | 1 } = {}): Value {
  return applyOne(reduceMaxOperator, [x, axes && x.graph.integers(axes)], attributes);
}

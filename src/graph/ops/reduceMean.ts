import { applyOne, type Value } from "../graph.ts";
import { defineOperator, int } from "../operator.ts";
import { sizeOf } from "../tensor.ts";
import { expand } from "./expand.ts";
import { mul } from "./mul.ts";
import { keptShape, reducedAxes, reducedType, upgradeAxes } from "./reduction.ts";
import { reshape } from "./reshape.ts";

/**
 * ReduceMean: the mean over axes; over all of them when none are named.
 *
 * Gradient  dx = dy divided by how many elements the mean is of, repeated along the axes
 * ONNX      since opset 18
 */
export const reduceMeanOperator = defineOperator({
  onnx: "ReduceMean",
  inputs: ["x", "axes?"],
  attributes: { keepdims: int(1), noop_with_empty_axes: int(0) },
  infer: ({ inputs: { x, axes }, attributes }) =>
    reducedType(
      x,
      reducedAxes("ReduceMean", x, axes, attributes.noop_with_empty_axes === 1),
      attributes.keepdims === 1,
    ),
  gradient: ({ inputs: { x, axes }, attributes, outputs: [y], dy }) => ({
    x: () => {
      const over = reducedAxes("ReduceMean", x, axes, attributes.noop_with_empty_axes === 1);
      const share = mul(dy, sizeOf(y!.shape) / sizeOf(x.shape));
      return expand(reshape(share, keptShape(x.shape, over)), x.shape);
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
    { inputs: [[2, 3, 4, 5], { shape: [2], dtype: "int64", values: [2, 3] }], constants: [1] },
    { inputs: [[2, 3]] },
    { inputs: [[1, 1], { shape: [1], dtype: "int64", values: [0] }], constants: [1] },
    {
      inputs: [
        { shape: [2, 3], dtype: "float64" },
        { shape: [1], dtype: "int64", values: [-1] },
      ],
      constants: [1],
    },
  ],
});

/** The mean over `axes` (all of them when none are named); `keepdims` 1 keeps them with size 1 (default). */
export function reduceMean(x: Value, axes?: readonly number[], attributes: { keepdims?: 0 | 1 } = {}): Value {
  return applyOne(reduceMeanOperator, [x, axes && x.graph.integers(axes)], attributes);
}

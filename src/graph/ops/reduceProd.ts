import { applyOne, type Value } from "../graph.ts";
import { defineOperator, int } from "../operator.ts";
import { numbersOf, tensorOf } from "../tensor.ts";
import { reducedAxes, reducedType, upgradeAxes } from "./reduction.ts";

/**
 * ReduceProd: the product over axes; over all of them when none are named. Exporters use it to count elements.
 *
 * Gradient  none: y / x is no gradient where x is 0, and no layer needs a better rule
 * ONNX      since opset 18
 */
export const reduceProdOperator = defineOperator({
  onnx: "ReduceProd",
  inputs: ["x", "axes?"],
  attributes: { keepdims: int(1), noop_with_empty_axes: int(0) },
  infer: ({ inputs: { x, axes }, attributes }) =>
    reducedType(
      x,
      reducedAxes("ReduceProd", x, axes, attributes.noop_with_empty_axes === 1),
      attributes.keepdims === 1,
    ),
  noGradient: "it is here to count elements; a rule that divides by x would fail where x is 0",
  fold: ({ inputs: { x, axes }, attributes }) => {
    const over = reducedAxes("ReduceProd", x, axes, attributes.noop_with_empty_axes === 1);
    if (x.constant === undefined || x.shape.length !== 1 || over.length !== 1) return undefined;
    const product = numbersOf(x.constant).reduce((sofar, value) => sofar * value, 1);
    return [tensorOf(x.dtype, attributes.keepdims === 1 ? [1] : [], [product])];
  },
  upgrade: upgradeAxes,
  trials: [
    { inputs: [[2, 3], { shape: [1], dtype: "int64", values: [1] }], constants: [1], attributes: { keepdims: 0 } },
    { inputs: [{ shape: [3], dtype: "int64", values: [2, 3, 4] }] },
    { inputs: [[1, 1], { shape: [1], dtype: "int64", values: [0] }], constants: [1] },
  ],
});

/** The product over `axes` (all of them when none are named); `keepdims` 1 keeps them with size 1 (default). */
export function reduceProd(x: Value, axes?: readonly number[], attributes: { keepdims?: 0 | 1 } = {}): Value {
  return applyOne(reduceProdOperator, [x, axes && x.graph.integers(axes)], attributes);
}

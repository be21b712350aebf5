import { applyOne, type Value } from "../graph.ts";
import { defineOperator, int } from "../operator.ts";
import { axisOf } from "./axis.ts";
import { mul } from "./mul.ts";
import { reduceSum } from "./reduceSum.ts";
import { upgradeSoftmax } from "./softmaxAxis.ts";
import { sub } from "./sub.ts";

/**
 * Softmax: exp(x) divided by its sum along an axis, so that it sums to 1 there.
 *
 * Gradient  dx = y * dy - y * sum(y * dy), the sum along the axis
 * ONNX      since opset 13
 */
export const softmaxOperator = defineOperator({
  onnx: "Softmax",
  inputs: ["x"],
  attributes: { axis: int(-1) },
  infer: ({ inputs: { x }, attributes }) => {
    axisOf("Softmax", x, attributes.axis);
    return [{ dtype: x.dtype, shape: x.shape }];
  },
  gradient: ({ inputs: { x }, attributes, outputs: [y], dy }) => ({
    x: () => {
      const weighed = mul(dy, y!);
      return sub(weighed, mul(y!, reduceSum(weighed, [axisOf("Softmax", x, attributes.axis)])));
    },
  }),
  upgrade: (node, opset) => upgradeSoftmax("Softmax", node, opset),
  trials: [
    { inputs: [[4, 5]] },
    { inputs: [[2, 3, 4]], attributes: { axis: 1 } },
    { inputs: [[2, 1]] },
    { inputs: [{ shape: [1, 3], values: [0, 100, -100] }] },
    { inputs: [{ shape: [2, 3], dtype: "float64" }], attributes: { axis: 0 } },
  ],
});

/** Exp(x) divided by its sum along an axis, so that it sums to 1 there (default: the last). */
export function softmax(x: Value, axis = -1): Value {
  return applyOne(softmaxOperator, [x], { axis });
}

import { applyOne, type Value } from "../graph.ts";
import { defineOperator, int } from "../operator.ts";
import { axisOf } from "./axis.ts";
import { exp } from "./exp.ts";
import { mul } from "./mul.ts";
import { reduceSum } from "./reduceSum.ts";
import { upgradeSoftmax } from "./softmaxAxis.ts";
import { sub } from "./sub.ts";

/**
 * LogSoftmax: the logarithm of softmax along an axis, exact where softmax would round to 0.
 *
 * Gradient  dx = dy - exp(y) * sum(dy), the sum along the axis
 * ONNX      since opset 13
 */
export const logSoftmaxOperator = defineOperator({
  onnx: "LogSoftmax",
  inputs: ["x"],
  attributes: { axis: int(-1) },
  infer: ({ inputs: { x }, attributes }) => {
    axisOf("LogSoftmax", x, attributes.axis);
    return [{ dtype: x.dtype, shape: x.shape }];
  },
  gradient: ({ inputs: { x }, attributes, outputs: [y], dy }) => ({
    x: () => sub(dy, mul(exp(y!), reduceSum(dy, [axisOf("LogSoftmax", x, attributes.axis)]))),
  }),
  upgrade: (node, opset) => upgradeSoftmax("LogSoftmax", node, opset),
  trials: [
    { inputs: [[4, 5]] },
    { inputs: [[2, 3, 4]], attributes: { axis: 1 } },
    { inputs: [[2, 1]] },
    { inputs: [{ shape: [1, 3], values: [0, 100, -100] }] },
    { inputs: [{ shape: [2, 3], dtype: "float64" }], attributes: { axis: 0 } },
  ],
});

/** The logarithm of softmax along an axis, exact where softmax would round to 0 (default: the last). */
export function logSoftmax(x: Value, axis = -1): Value {
  return applyOne(logSoftmaxOperator, [x], { axis });
}

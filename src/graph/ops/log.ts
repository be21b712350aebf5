import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { div } from "./div.ts";
import { sameType } from "./elementwise.ts";

/**
 * Log: the natural logarithm; -infinity at 0, NaN below.
 *
 * Gradient  dx = dy / x; infinite at 0, as in PyTorch
 * ONNX      since opset 13
 */
export const logOperator = defineOperator({
  onnx: "Log",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: ({ inputs: { x }, dy }) => ({ x: () => div(dy, x) }),
  trials: [
    { inputs: [{ shape: [2, 3], range: [0.5, 3] }] },
    { inputs: [{ shape: [1], values: [1] }] },
    { inputs: [{ shape: [4], dtype: "float64", range: [0.1, 9] }] },
  ],
});

/** The natural logarithm, of x's shape. */
export function log(x: Value): Value {
  return applyOne(logOperator, [x]);
}

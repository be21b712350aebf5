import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { sameType } from "./elementwise.ts";
import { mul } from "./mul.ts";
import { sigmoid } from "./sigmoid.ts";

/**
 * Softplus: log(1 + exp(x)), a smooth max(x, 0).
 *
 * Gradient  dx = dy * sigmoid(x)
 * ONNX      since opset 1
 */
export const softplusOperator = defineOperator({
  onnx: "Softplus",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: ({ inputs: { x }, dy }) => ({ x: () => mul(dy, sigmoid(x)) }),
  trials: [{ inputs: [[2, 3]] }, { inputs: [{ shape: [4], values: [-100, -20, 20, 100] }] }],
});

/** log(1 + exp(x)), of x's shape. */
export function softplus(x: Value): Value {
  return applyOne(softplusOperator, [x]);
}

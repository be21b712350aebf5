import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { sameType } from "./elementwise.ts";
import { mul } from "./mul.ts";
import { sub } from "./sub.ts";

/**
 * Sigmoid: 1 / (1 + exp(-x)), between 0 and 1.
 *
 * Gradient  dx = dy * y * (1 - y)
 * ONNX      since opset 13
 */
export const sigmoidOperator = defineOperator({
  onnx: "Sigmoid",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: ({ outputs: [y], dy }) => ({ x: () => mul(dy, mul(y!, sub(1, y!))) }),
  trials: [
    { inputs: [[2, 3]] },
    { inputs: [{ shape: [4], values: [-100, -20, 20, 100] }] },
    { inputs: [{ shape: [4], dtype: "float64" }] },
  ],
});

/** 1 / (1 + exp(-x)), of x's shape. */
export function sigmoid(x: Value): Value {
  return applyOne(sigmoidOperator, [x]);
}

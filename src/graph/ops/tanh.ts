import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { sameType } from "./elementwise.ts";
import { mul } from "./mul.ts";
import { sub } from "./sub.ts";

/**
 * Tanh: the hyperbolic tangent, between -1 and 1.
 *
 * Gradient  dx = dy * (1 - y * y)
 * ONNX      since opset 13
 */
export const tanhOperator = defineOperator({
  onnx: "Tanh",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: ({ outputs: [y], dy }) => ({ x: () => mul(dy, sub(1, mul(y!, y!))) }),
  trials: [
    { inputs: [[2, 3]] },
    { inputs: [{ shape: [4], values: [-100, -20, 20, 100] }] },
    { inputs: [{ shape: [4], dtype: "float64" }] },
  ],
});

/** The hyperbolic tangent, of x's shape. */
export function tanh(x: Value): Value {
  return applyOne(tanhOperator, [x]);
}

import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { sameType } from "./elementwise.ts";
import { mul } from "./mul.ts";

/**
 * Exp: e to the power of x.
 *
 * Gradient  dx = dy * y
 * ONNX      since opset 13
 */
export const expOperator = defineOperator({
  onnx: "Exp",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: ({ outputs: [y], dy }) => ({ x: () => mul(dy, y!) }),
  trials: [
    { inputs: [[2, 3]] },
    { inputs: [{ shape: [2], values: [0, -10] }] },
    { inputs: [{ shape: [4], dtype: "float64" }] },
  ],
});

/** e to the power of x, of x's shape; infinite above 88.7 in float32. */
export function exp(x: Value): Value {
  return applyOne(expOperator, [x]);
}

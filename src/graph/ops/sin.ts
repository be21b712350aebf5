import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { cos } from "./cos.ts";
import { sameType } from "./elementwise.ts";
import { mul } from "./mul.ts";

/**
 * Sin: the sine of x, in radians.
 *
 * Gradient  dx = dy * cos(x)
 * ONNX      since opset 7
 */
export const sinOperator = defineOperator({
  onnx: "Sin",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: ({ inputs: { x }, dy }) => ({ x: () => mul(dy, cos(x)) }),
  trials: [{ inputs: [[2, 3]] }, { inputs: [{ shape: [4], dtype: "float64" }] }],
});

/** The sine of x, in radians. */
export function sin(x: Value): Value {
  return applyOne(sinOperator, [x]);
}

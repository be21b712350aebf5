import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { sameType } from "./elementwise.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";
import { sin } from "./sin.ts";

/**
 * Cos: the cosine of x, in radians.
 *
 * Gradient  dx = -dy * sin(x)
 * ONNX      since opset 7
 */
export const cosOperator = defineOperator({
  onnx: "Cos",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: ({ inputs: { x }, dy }) => ({ x: () => neg(mul(dy, sin(x))) }),
  trials: [{ inputs: [[2, 3]] }],
});

/** The cosine of x, in radians. */
export function cos(x: Value): Value {
  return applyOne(cosOperator, [x]);
}

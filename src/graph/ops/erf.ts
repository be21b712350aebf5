import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { sameType } from "./elementwise.ts";
import { exp } from "./exp.ts";
import { mul } from "./mul.ts";
import { sub } from "./sub.ts";

/**
 * Erf: the error function, 2 / sqrt(pi) times the integral of exp(-t * t) from 0 to x.
 *
 * Gradient  dx = dy * 2 / sqrt(pi) * exp(-x * x)
 * ONNX      since opset 13
 */
export const erfOperator = defineOperator({
  onnx: "Erf",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: ({ inputs: { x }, dy }) => ({ x: () => mul(dy, exp(sub(logOfFactor, mul(x, x)))) }),
  trials: [{ inputs: [[2, 3]] }, { inputs: [{ shape: [4], values: [-100, -20, 20, 100] }] }],
});

/** The error function, of x's shape. */
export function erf(x: Value): Value {
  return applyOne(erfOperator, [x]);
}

/** ln(2 / sqrt(pi)): the factor, inside the exponential, costs no pass of its own. */
const logOfFactor = Math.log(2 / Math.sqrt(Math.PI));

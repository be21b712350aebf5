import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { sameType } from "./elementwise.ts";
import { foldUnary } from "./folding.ts";
import { mul } from "./mul.ts";
import { sign } from "./sign.ts";

/**
 * Abs: the distance from 0.
 *
 * Gradient  dx = dy * sign(x); 0 at the kink x = 0, as in PyTorch
 * ONNX      since opset 13
 */
export const absOperator = defineOperator({
  onnx: "Abs",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: ({ inputs: { x }, dy }) => ({ x: () => mul(dy, sign(x)) }),
  fold: ({ inputs: { x } }) => foldUnary(x, Math.abs),
  trials: [
    { inputs: [[2, 3]] },
    { inputs: [{ shape: [3], values: [-1, 0, 1] }], noSlope: "0 is the kink: the gradient there is chosen to be 0" },
    { inputs: [{ shape: [4], dtype: "float64", range: [-3, -1] }] },
  ],
});

/** The distance from 0, of x's shape. */
export function abs(x: Value): Value {
  return applyOne(absOperator, [x]);
}

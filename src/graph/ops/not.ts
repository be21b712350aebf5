import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { sameType } from "./elementwise.ts";
import { foldUnary } from "./folding.ts";

/**
 * Not: true where x is false.
 *
 * Gradient  none: bools have no small changes
 * ONNX      since opset 1
 */
export const notOperator = defineOperator({
  onnx: "Not",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => {
    if (x.dtype !== "bool") throw shapeError("Not", x, { expected: "bools", got: `${x.dtype} [${x.shape}]` });
    return sameType(x);
  },
  noGradient: "bools have no small changes",
  fold: ({ inputs: { x } }) => foldUnary(x, (v) => 1 - v),
  trials: [{ inputs: [{ shape: [2], dtype: "bool", values: [0, 1] }] }],
});

/** True where x is false, of x's shape. */
export function not(x: Value): Value {
  return applyOne(notOperator, [x]);
}

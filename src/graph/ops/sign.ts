import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { sameType } from "./elementwise.ts";
import { foldUnary } from "./folding.ts";

/**
 * Sign: -1, 0 or 1.
 *
 * Gradient  none: it is constant between its steps (PyTorch gives zeros, which is the same to an optimiser)
 * ONNX      since opset 13
 */
export const signOperator = defineOperator({
  onnx: "Sign",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: () => ({ x: null }),
  fold: ({ inputs: { x } }) => foldUnary(x, Math.sign),
  trials: [
    { inputs: [[2, 3]] },
    { inputs: [{ shape: [5], values: [-1.5, -0.5, 0, 0.5, 2.5] }] },
    { inputs: [{ shape: [4], dtype: "float64" }] },
  ],
});

/** -1, 0 or 1; of x's shape. */
export function sign(x: Value): Value {
  return applyOne(signOperator, [x]);
}

import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { sameType } from "./elementwise.ts";
import { foldUnary } from "./folding.ts";

/**
 * Round: the nearest whole number; a half goes to the even one, as in PyTorch.
 *
 * Gradient  none: it is constant between its steps (PyTorch gives zeros, which is the same to an optimiser)
 * ONNX      since opset 11
 */
export const roundOperator = defineOperator({
  onnx: "Round",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: () => ({ x: null }),
  fold: ({ inputs: { x } }) => foldUnary(x, halfToEven),
  trials: [
    { inputs: [[2, 3]] },
    { inputs: [{ shape: [5], values: [-1.5, -0.5, 0, 0.5, 2.5] }] },
    { inputs: [{ shape: [4], dtype: "float64" }] },
  ],
});

/** The nearest whole number; a half goes to the even one, as in PyTorch; of x's shape. */
export function round(x: Value): Value {
  return applyOne(roundOperator, [x]);
}

function halfToEven(v: number): number {
  const below = Math.floor(v);
  if (v - below !== 0.5) return Math.round(v);
  return below % 2 === 0 ? below : below + 1;
}

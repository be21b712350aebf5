import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { sameType } from "./elementwise.ts";
import { foldUnary } from "./folding.ts";

/**
 * Floor: the largest whole number that is not above x.
 *
 * Gradient  none: it is constant between its steps (PyTorch gives zeros, which is the same to an optimiser)
 * ONNX      since opset 13
 */
export const floorOperator = defineOperator({
  onnx: "Floor",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: () => ({ x: null }),
  fold: ({ inputs: { x } }) => foldUnary(x, Math.floor),
  trials: [
    { inputs: [[2, 3]] },
    { inputs: [{ shape: [5], values: [-1.5, -0.5, 0, 0.5, 2.5] }] },
    { inputs: [{ shape: [4], dtype: "float64" }] },
  ],
});

/** The largest whole number that is not above x; of x's shape. */
export function floor(x: Value): Value {
  return applyOne(floorOperator, [x]);
}

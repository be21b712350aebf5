import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { div } from "./div.ts";
import { sameType } from "./elementwise.ts";
import { foldUnary } from "./folding.ts";
import { mul } from "./mul.ts";

/**
 * Sqrt: the square root; NaN below 0.
 *
 * Gradient  dx = dy / (2 y); infinite at 0, as in PyTorch: add a small number first where 0 occurs
 * ONNX      since opset 13
 */
export const sqrtOperator = defineOperator({
  onnx: "Sqrt",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: ({ outputs: [y], dy }) => ({ x: () => div(mul(dy, 0.5), y!) }),
  fold: ({ inputs: { x } }) => foldUnary(x, Math.sqrt),
  trials: [
    { inputs: [{ shape: [2, 3], range: [0.5, 3] }] },
    { inputs: [{ shape: [1], values: [4] }] },
    { inputs: [{ shape: [4], dtype: "float64", range: [0.1, 9] }] },
  ],
});

/** The square root, of x's shape. */
export function sqrt(x: Value): Value {
  return applyOne(sqrtOperator, [x]);
}

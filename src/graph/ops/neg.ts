import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { sameType } from "./elementwise.ts";
import { foldUnary } from "./folding.ts";

/**
 * Neg: -x.
 *
 * Gradient  dx = -dy
 * ONNX      since opset 13
 */
export const negOperator = defineOperator({
  onnx: "Neg",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: ({ dy }) => ({ x: () => neg(dy) }),
  fold: ({ inputs: { x } }) => foldUnary(x, (v) => (v === 0 ? 0 : -v)),
  trials: [{ inputs: [[2, 3]] }, { inputs: [[]] }, { inputs: [{ shape: [4], dtype: "float64" }] }],
});

/** -x, of x's shape. */
export function neg(x: Value): Value {
  return applyOne(negOperator, [x]);
}

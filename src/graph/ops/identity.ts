import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { sameType } from "./elementwise.ts";

/**
 * Identity: x itself.
 *
 * Gradient  dx = dy
 * ONNX      since opset 19
 */
export const identityOperator = defineOperator({
  onnx: "Identity",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: ({ dy }) => ({ x: () => dy }),
  trials: [{ inputs: [[2, 3]] }, { inputs: [[]] }, { inputs: [{ shape: [4], dtype: "float64" }] }],
});

/** A copy of x under a name of its own. */
export function identity(x: Value): Value {
  return applyOne(identityOperator, [x]);
}

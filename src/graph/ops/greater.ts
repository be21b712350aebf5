import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { applyBinary, broadcastType } from "./elementwise.ts";
import { foldBinary } from "./folding.ts";

/**
 * Greater: a > b, element by element, as bools.
 *
 * Gradient  none: a comparison does not change with small changes of its inputs
 * ONNX      since opset 13
 */
export const greaterOperator = defineOperator({
  onnx: "Greater",
  inputs: ["a", "b"],
  infer: ({ inputs: { a, b } }) => broadcastType("Greater", a, b, "bool"),
  noGradient: "a comparison does not change with small changes of its inputs",
  fold: ({ inputs: { a, b } }) => foldBinary(a, b, (left, right) => Number(left > right), "bool"),
  trials: [
    { inputs: [[2, 3], [3]] },
    {
      inputs: [
        { shape: [3], values: [0, 1, 2] },
        { shape: [], values: [1] },
      ],
    },
  ],
});

/** a > b as bools; a plain number becomes a scalar. */
export function greater(a: Value | number, b: Value | number): Value {
  return applyBinary(greaterOperator, a, b);
}

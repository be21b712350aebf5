import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { applyBinary, broadcastType } from "./elementwise.ts";
import { foldBinary } from "./folding.ts";

/**
 * Less: a < b, element by element, as bools; shapes broadcast as NumPy's do.
 *
 * Gradient  none: a comparison does not change with small changes of its inputs
 * ONNX      since opset 13
 */
export const lessOperator = defineOperator({
  onnx: "Less",
  inputs: ["a", "b"],
  infer: ({ inputs: { a, b } }) => broadcastType("Less", a, b, "bool"),
  noGradient: "a comparison does not change with small changes of its inputs",
  fold: ({ inputs: { a, b } }) => foldBinary(a, b, (left, right) => Number(left < right), "bool"),
  trials: [
    { inputs: [[2, 3], [3]] },
    {
      inputs: [
        { shape: [3], values: [0, 1, 2] },
        { shape: [], values: [1] },
      ],
    },
    {
      inputs: [
        { shape: [2], dtype: "int64", values: [3, 4] },
        { shape: [2], dtype: "int64", values: [4, 4] },
      ],
    },
  ],
});

/** a < b as bools; a plain number becomes a scalar of the other's type. */
export function less(a: Value | number, b: Value | number): Value {
  return applyBinary(lessOperator, a, b);
}

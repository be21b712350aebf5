import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { applyBinary, broadcastType } from "./elementwise.ts";
import { foldBinary } from "./folding.ts";
import { neg } from "./neg.ts";

/**
 * Sub: a - b, element by element; shapes broadcast as NumPy's do.
 *
 * Gradient  da = dy, db = -dy, summed over broadcast axes by the walker
 * ONNX      since opset 14
 */
export const subOperator = defineOperator({
  onnx: "Sub",
  inputs: ["a", "b"],
  infer: ({ inputs: { a, b } }) => broadcastType("Sub", a, b),
  gradient: ({ dy }) => ({ a: () => dy, b: () => neg(dy) }),
  fold: ({ inputs: { a, b } }) => foldBinary(a, b, (left, right) => left - right),
  trials: [
    {
      inputs: [
        [2, 3],
        [2, 3],
      ],
    },
    { inputs: [[3], [2, 1]] },
    { inputs: [[], [2]] },
    {
      inputs: [
        { shape: [2, 3], dtype: "float64" },
        { shape: [1, 3], dtype: "float64" },
      ],
    },
  ],
});

/** a - b; a plain number becomes a scalar of the other's type. */
export function sub(a: Value | number, b: Value | number): Value {
  return applyBinary(subOperator, a, b);
}

import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { applyBinary, broadcastType } from "./elementwise.ts";
import { foldBinary } from "./folding.ts";

/**
 * Add: a + b, element by element; shapes broadcast as NumPy's do.
 *
 * Gradient  da = dy, db = dy, summed over broadcast axes by the walker
 * ONNX      since opset 14
 */
export const addOperator = defineOperator({
  onnx: "Add",
  inputs: ["a", "b"],
  infer: ({ inputs: { a, b } }) => broadcastType("Add", a, b),
  gradient: ({ dy }) => ({ a: () => dy, b: () => dy }),
  fold: ({ inputs: { a, b } }) => foldBinary(a, b, (left, right) => left + right),
  trials: [
    {
      inputs: [
        [2, 3],
        [2, 3],
      ],
    },
    { inputs: [[2, 3], [3]] },
    {
      inputs: [
        [2, 1, 4],
        [1, 3, 1],
      ],
    },
    { inputs: [[], [2]] },
  ],
});

/** a + b; a plain number becomes a scalar of the other's type. */
export function add(a: Value | number, b: Value | number): Value {
  return applyBinary(addOperator, a, b);
}

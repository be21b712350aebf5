import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { applyBinary, broadcastType } from "./elementwise.ts";
import { foldBinary } from "./folding.ts";

/**
 * Mul: a * b, element by element; shapes broadcast as NumPy's do.
 *
 * Gradient  da = dy * b, db = dy * a
 * ONNX      since opset 14
 */
export const mulOperator = defineOperator({
  onnx: "Mul",
  inputs: ["a", "b"],
  infer: ({ inputs: { a, b } }) => broadcastType("Mul", a, b),
  gradient: ({ inputs: { a, b }, dy }) => ({ a: () => mul(dy, b), b: () => mul(dy, a) }),
  fold: ({ inputs: { a, b } }) => foldBinary(a, b, (left, right) => left * right),
  trials: [
    {
      inputs: [
        [2, 3],
        [2, 3],
      ],
    },
    {
      inputs: [
        [2, 3, 4],
        [3, 1],
      ],
    },
    {
      inputs: [
        [2, 1],
        [1, 1],
      ],
    },
    { inputs: [[], [3]] },
  ],
});

/** a * b; a plain number becomes a scalar of the other's type. */
export function mul(a: Value | number, b: Value | number): Value {
  return applyBinary(mulOperator, a, b);
}

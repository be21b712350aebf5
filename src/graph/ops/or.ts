import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcastType } from "./elementwise.ts";
import { foldBinary } from "./folding.ts";

/**
 * Or: whether either or both of two bools are true, element by element; shapes broadcast as NumPy's do.
 *
 * Gradient  none: bools have no small changes
 * ONNX      since opset 7
 */
export const orOperator = defineOperator({
  onnx: "Or",
  inputs: ["a", "b"],
  infer: ({ inputs: { a, b } }) => {
    if (a.dtype !== "bool") throw shapeError("Or", a, { expected: "bools", got: `${a.dtype} [${a.shape}]` });
    return broadcastType("Or", a, b);
  },
  noGradient: "bools have no small changes",
  fold: ({ inputs: { a, b } }) => foldBinary(a, b, (left, right) => left | right),
  trials: [
    {
      inputs: [
        { shape: [2, 2], dtype: "bool", values: [0, 0, 1, 1] },
        { shape: [2], dtype: "bool", values: [0, 1] },
      ],
    },
  ],
});

/** Whether either or both of two bools are true. */
export function or(a: Value, b: Value): Value {
  return applyOne(orOperator, [a, b]);
}

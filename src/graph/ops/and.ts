import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcastType } from "./elementwise.ts";
import { foldBinary } from "./folding.ts";

/**
 * And: whether both of two bools are true, element by element; shapes broadcast as NumPy's do.
 *
 * Gradient  none: bools have no small changes
 * ONNX      since opset 7
 */
export const andOperator = defineOperator({
  onnx: "And",
  inputs: ["a", "b"],
  infer: ({ inputs: { a, b } }) => {
    if (a.dtype !== "bool") throw shapeError("And", a, { expected: "bools", got: `${a.dtype} [${a.shape}]` });
    return broadcastType("And", a, b);
  },
  noGradient: "bools have no small changes",
  fold: ({ inputs: { a, b } }) => foldBinary(a, b, (left, right) => left & right),
  trials: [
    {
      inputs: [
        { shape: [2, 2], dtype: "bool", values: [0, 0, 1, 1] },
        { shape: [2], dtype: "bool", values: [0, 1] },
      ],
    },
  ],
});

/** Whether both of two bools are true. */
export function and(a: Value, b: Value): Value {
  return applyOne(andOperator, [a, b]);
}

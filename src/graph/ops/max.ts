import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { spread } from "./distinctNumbers.ts";
import { extremumGradient, extremumType } from "./extremum.ts";

/**
 * Max: the largest of its inputs, element by element; shapes broadcast as NumPy's do.
 *
 * Gradient  dy to the input that is the largest; inputs that tie share it equally, as in PyTorch's maximum
 * ONNX      since opset 13
 */
export const maxOperator = defineOperator({
  onnx: "Max",
  inputs: ["values*"],
  infer: ({ inputs: { values } }) => extremumType("Max", values),
  gradient: ({ inputs: { values }, outputs: [y], dy }) => ({ values: extremumGradient(values, y!, dy) }),
  trials: [
    { inputs: [spread([2, 3], 0), spread([2, 3], 0.1)] },
    { inputs: [spread([2, 3], 0), spread([3], 0.1), spread([2, 1], 0.2)] },
    { inputs: [[2, 3]] },
    {
      inputs: [
        { shape: [2], values: [1, 2] },
        { shape: [2], values: [1, 3] },
      ],
      noSlope: "a tie is a kink",
    },
    {
      inputs: [
        { shape: [4], dtype: "float64" },
        { shape: [], dtype: "float64" },
      ],
    },
  ],
});

/** The largest of the values, element by element. A plain number becomes a scalar of the first value's type. */
export function max(first: Value, ...others: readonly (Value | number)[]): Value {
  const values = others.map((other) => (typeof other === "number" ? first.graph.scalar(other, first.dtype) : other));
  return applyOne(maxOperator, [first, ...values]);
}

import type { Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { applyBinary, broadcastType } from "./elementwise.ts";
import { foldBinary } from "./folding.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";

/**
 * Div: a / b, element by element; shapes broadcast as NumPy's do. Whole numbers are divided towards zero.
 *
 * Gradient  da = dy / b, db = -dy * y / b
 * ONNX      since opset 14
 */
export const divOperator = defineOperator({
  onnx: "Div",
  inputs: ["a", "b"],
  infer: ({ inputs: { a, b } }) => broadcastType("Div", a, b),
  // The sign goes to b, which is often a scalar or one number per channel: one pass less over the data.
  gradient: ({ inputs: { b }, outputs: [y], dy }) => ({ a: () => div(dy, b), b: () => div(mul(dy, y!), neg(b)) }),
  fold: ({ inputs: { a, b } }) =>
    foldBinary(a, b, a.dtype.startsWith("float") ? (left, right) => left / right : wholeQuotient),
  trials: [
    { inputs: [[2, 3], { shape: [2, 3], range: [0.5, 2] }] },
    { inputs: [[2, 3, 4], { shape: [3, 1], range: [-2, -0.5] }] },
    { inputs: [[], { shape: [2], range: [1, 2] }] },
    {
      inputs: [
        { shape: [2], dtype: "float64" },
        { shape: [2], dtype: "float64", range: [1, 2] },
      ],
    },
  ],
});

/** a / b; a plain number becomes a scalar of the other's type. */
export function div(a: Value | number, b: Value | number): Value {
  return applyBinary(divOperator, a, b);
}

function wholeQuotient(a: number, b: number): number {
  return b === 0 ? 0 : Math.trunc(a / b);
}

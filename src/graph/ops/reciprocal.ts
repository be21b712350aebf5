import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { sameType } from "./elementwise.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";

/**
 * Reciprocal: 1 / x; infinite at 0.
 *
 * Gradient  dx = -dy * y * y
 * ONNX      since opset 13
 */
export const reciprocalOperator = defineOperator({
  onnx: "Reciprocal",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: ({ outputs: [y], dy }) => ({ x: () => neg(mul(mul(dy, y!), y!)) }),
  trials: [
    { inputs: [{ shape: [2, 3], range: [0.5, 2] }] },
    { inputs: [{ shape: [1], values: [-2] }] },
    { inputs: [{ shape: [4], dtype: "float64", range: [-4, -1] }] },
  ],
});

/** 1 / x, of x's shape. */
export function reciprocal(x: Value): Value {
  return applyOne(reciprocalOperator, [x]);
}

import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcastShapes, type Shape } from "../tensor.ts";
import { constantNumbers } from "./constantInput.ts";

/**
 * Expand: stretches axes of size 1 (and adds axes in front) by repeating, as broadcasting does.
 *
 * Gradient  dx = dy summed over the stretched axes, which the walker does
 * ONNX      since opset 13
 */
export const expandOperator = defineOperator({
  onnx: "Expand",
  inputs: ["x", "shape"],
  infer: ({ inputs: { x, shape } }) => {
    const wanted = constantNumbers("Expand", "shape", shape);
    const result = broadcastShapes(x.shape, wanted);
    if (result === undefined) {
      throw shapeError("Expand", x, { expected: `a shape that [${x.shape}] broadcasts to`, got: `[${wanted}]` });
    }
    return [{ dtype: x.dtype, shape: result }];
  },
  gradient: ({ dy }) => ({ x: () => dy, shape: null }),
  trials: [
    { inputs: [[2, 1, 3], { shape: [3], dtype: "int64", values: [2, 4, 3] }], constants: [1] },
    { inputs: [[3], { shape: [2], dtype: "int64", values: [2, 3] }], constants: [1] },
    { inputs: [[], { shape: [2], dtype: "int64", values: [2, 2] }], constants: [1] },
    { inputs: [[2, 3], { shape: [2], dtype: "int64", values: [1, 3] }], constants: [1] },
  ],
});

/** x stretched to a shape that it broadcasts to. */
export function expand(x: Value, shape: Shape): Value {
  return applyOne(expandOperator, [x, x.graph.integers(shape)]);
}

import { applyOne, type Value } from "../graph.ts";
import { defineOperator, int } from "../operator.ts";
import { tensorOf } from "../tensor.ts";

/**
 * Shape: the sizes of x's axes, from `start` up to but without `end`, as whole numbers. They are known while a model is read.
 *
 * Gradient  none: the shape does not depend on the numbers
 * ONNX      since opset 19
 */
export const shapeOperator = defineOperator({
  onnx: "Shape",
  inputs: ["x"],
  attributes: { start: int(0), end: int(undefined) },
  infer: ({ inputs: { x }, attributes }) => [
    { dtype: "int64", shape: [x.shape.slice(attributes.start, attributes.end).length] },
  ],
  noGradient: "a shape does not depend on the numbers in it",
  fold: ({ inputs: { x }, attributes }) => {
    const sizes = x.shape.slice(attributes.start, attributes.end);
    return [tensorOf("int64", [sizes.length], sizes)];
  },
  trials: [
    { inputs: [[2, 3, 4]] },
    { inputs: [[2, 3, 4]], attributes: { start: -2 } },
    { inputs: [[2, 3, 4]], attributes: { start: 1, end: -1 } },
    { inputs: [[]] },
  ],
});

/** The sizes of x's axes, int64; as a node of the graph (x.shape has them at once). */
export function shape(x: Value): Value {
  return applyOne(shapeOperator, [x]);
}

import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, int } from "../operator.ts";
import { axisOf } from "./axis.ts";
import { expand } from "./expand.ts";
import { scatterElements } from "./scatterElements.ts";

/**
 * GatherElements: for each index, the element of x at that place of the axis and at the index's own place of the others.
 *
 * Shapes    y has the shape of `indices`
 * Gradient  dx = dy added up at the places it was taken from
 * ONNX      since opset 13
 */
export const gatherElementsOperator = defineOperator({
  onnx: "GatherElements",
  inputs: ["x", "indices"],
  attributes: { axis: int(0) },
  infer: ({ inputs: { x, indices }, attributes }) => {
    const axis = axisOf("GatherElements", x, attributes.axis);
    const fits =
      indices.shape.length === x.shape.length && indices.shape.every((size, at) => at === axis || size <= x.shape[at]!);
    if (!fits) {
      throw shapeError("GatherElements", x, {
        expected: `indices no larger than x [${x.shape}] beside axis ${axis}`,
        got: `[${indices.shape}]`,
      });
    }
    return [{ dtype: x.dtype, shape: indices.shape }];
  },
  gradient: ({ inputs: { x, indices }, attributes, dy }) => ({
    x: () => {
      const nothing = expand(x.graph.scalar(0, dy.dtype), x.shape);
      return scatterElements(nothing, indices, dy, { axis: attributes.axis, reduction: "add" });
    },
    indices: null,
  }),
  trials: [
    { inputs: [[3, 4], { shape: [3, 1], dtype: "int64", values: [1, 0, -1] }], attributes: { axis: 1 } },
    { inputs: [[3, 2], { shape: [4, 2], dtype: "int64", values: [0, 0, 0, 1, 2, 2, 0, 1] }], attributes: { axis: 0 } },
    { inputs: [[1], { shape: [1], dtype: "int64", values: [0] }] },
  ],
});

/** The elements of x that `indices` name along an axis; of the indices' shape. */
export function gatherElements(x: Value, indices: Value, axis: number): Value {
  return applyOne(gatherElementsOperator, [x, indices], { axis });
}

import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, int, text } from "../operator.ts";
import { sameShape } from "../tensor.ts";
import { sameType } from "./elementwise.ts";

/**
 * ScatterElements: a copy of x in which each update has replaced the element at its index along one axis, or was added to
 * it ("add"), in row-major order.
 *
 * Shapes    x [...], indices and updates of one shape with as many axes -> y of x's shape
 * Gradient  none: it stands in gradients of overlapping windows and of sampling
 * ONNX      since opset 18 (reductions since 16)
 */
export const scatterElementsOperator = defineOperator({
  onnx: "ScatterElements",
  inputs: ["x", "indices", "updates"],
  attributes: { axis: int(0), reduction: text("none") },
  infer: ({ inputs: { x, indices, updates } }) => {
    if (!sameShape(indices.shape, updates.shape) || indices.shape.length !== x.shape.length) {
      throw shapeError("ScatterElements", x, {
        expected: `indices and updates of one shape with ${x.shape.length} axes`,
        got: `indices [${indices.shape}] and updates [${updates.shape}]`,
      });
    }
    return sameType(x);
  },
  noGradient: "it stands in gradients of other operators only",
  trials: [
    {
      inputs: [[5], { shape: [3], dtype: "int64", values: [4, 0, 4] }, [3]],
      constants: [1],
      attributes: { reduction: "add" },
    },
    { inputs: [[2, 3], { shape: [2, 1], dtype: "int64", values: [2, 0] }, [2, 1]], attributes: { axis: 1 } },
  ],
});

/** x with the updates put in ("none", the default) or added ("add") at their indices along `axis` (default 0). */
export function scatterElements(
  x: Value,
  indices: Value,
  updates: Value,
  attributes: { axis?: number; reduction?: "none" | "add" } = {},
): Value {
  return applyOne(scatterElementsOperator, [x, indices, updates], attributes);
}

import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, int, text } from "../operator.ts";
import { sameShape } from "../tensor.ts";
import { axisOf } from "./axis.ts";
import { expand } from "./expand.ts";
import { gatherElements } from "./gatherElements.ts";

/**
 * ScatterElements: a copy of data in which, along an axis, each of `updates` is added to (reduction "add") or takes the place
 * of ("none") the element that its index names. Without a reduction no place may be named twice.
 *
 * Gradient  ddata = dy, but 0 where an update took the place; dupdates = dy at the places named
 * ONNX      since opset 18
 */
export const scatterElementsOperator = defineOperator({
  onnx: "ScatterElements",
  inputs: ["data", "indices", "updates"],
  attributes: { axis: int(0), reduction: text("none") },
  infer: ({ inputs: { data, indices, updates }, attributes }) => {
    const axis = axisOf("ScatterElements", data, attributes.axis);
    const fits =
      sameShape(indices.shape, updates.shape) &&
      indices.shape.length === data.shape.length &&
      indices.shape.every((size, at) => at === axis || size <= data.shape[at]!) &&
      updates.dtype === data.dtype;
    if (!fits || (attributes.reduction !== "add" && attributes.reduction !== "none")) {
      throw shapeError("ScatterElements", data, {
        expected:
          'an index for each update, no more of them than data has beside the axis, and reduction "add" or "none"',
        got: `data [${data.shape}], indices [${indices.shape}], updates [${updates.shape}], ${attributes.reduction}`,
      });
    }
    return [{ dtype: data.dtype, shape: data.shape }];
  },
  gradient: ({ inputs: { data, indices }, attributes, dy }) => {
    const axis = axisOf("ScatterElements", data, attributes.axis);
    const kept = (): Value => scatterElements(dy, indices, zerosLike(dy, indices.shape), { axis });
    return {
      data: () => (attributes.reduction === "add" ? dy : kept()),
      indices: null,
      updates: () => gatherElements(dy, indices, axis),
    };
  },
  trials: [
    scatterTrial([3, 4], [2, 2], [0, 3, 2, 1], { axis: 1 }),
    scatterTrial([3, 4], [2, 4], [0, 1, 2, 0, 0, 1, 2, 0], { axis: 0, reduction: "add" }),
    scatterTrial([5], [4], [1, -1, 1, 1], { axis: -1, reduction: "add" }),
    scatterTrial([1, 1], [1, 1], [0], { reduction: "add" }),
  ],
});

/**
 * A copy of data with `updates` put at (or, with reduction "add", added to) the places that `indices` name along `axis`
 * (default 0).
 */
export function scatterElements(
  data: Value,
  indices: Value,
  updates: Value,
  attributes: { axis?: number; reduction?: "none" | "add" } = {},
): Value {
  return applyOne(scatterElementsOperator, [data, indices, updates], attributes);
}

function zerosLike(x: Value, shape: readonly number[]): Value {
  return expand(x.graph.scalar(0, x.dtype), shape);
}

function scatterTrial(
  data: readonly number[],
  shape: readonly number[],
  values: readonly number[],
  attributes: Readonly<Record<string, string | number>>,
) {
  return { inputs: [data, { shape, dtype: "int64" as const, values }, shape], attributes };
}

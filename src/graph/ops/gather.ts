import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, int } from "../operator.ts";
import { numbersOf, sizeOf, stridesOf } from "../tensor.ts";
import { axisOf } from "./axis.ts";
import { expand } from "./expand.ts";
import { foldMoved } from "./folding.ts";
import { pad } from "./pad.ts";
import { reshape } from "./reshape.ts";
import { scatterElements } from "./scatterElements.ts";

/**
 * Gather: the slices of x that `indices` name along an axis; negative ones count from the end.
 *
 * Shapes    x [before..., K, after...], indices [i...] -> y [before..., i..., after...]
 * Gradient  dx = dy added up at the places it was taken from
 * ONNX      since opset 13
 */
export const gatherOperator = defineOperator({
  onnx: "Gather",
  inputs: ["x", "indices"],
  attributes: { axis: int(0) },
  infer: ({ inputs: { x, indices }, attributes }) => {
    const axis = axisOf("Gather", x, attributes.axis);
    checkIndices(x, indices, axis);
    return [{ dtype: x.dtype, shape: [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)] }];
  },
  gradient: ({ inputs: { x, indices }, attributes, dy }) => ({
    x: () => putBack(dy, x, indices, axisOf("Gather", x, attributes.axis)),
    indices: null,
  }),
  fold: ({ inputs: { x, indices }, attributes }) => {
    if (indices.constant === undefined) return undefined;
    const axis = axisOf("Gather", x, attributes.axis);
    const named = numbersOf(indices.constant).map((i) => (i < 0 ? i + x.shape[axis]! : i));
    const strides = stridesOf(indices.shape);
    const end = axis + indices.shape.length;
    return foldMoved(x, [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)], (place) => {
      const which = strides.reduce((sum, stride, i) => sum + stride * place[axis + i]!, 0);
      return [...place.slice(0, axis), named[which]!, ...place.slice(end)];
    });
  },
  trials: [
    { inputs: [[4, 3], { shape: [5], dtype: "int64", values: [3, 0, 0, -1, 2] }] },
    { inputs: [[2, 4, 3], { shape: [2, 2], dtype: "int64", values: [1, 1, 0, 3] }], attributes: { axis: 1 } },
    { inputs: [[2, 4, 3], { shape: [], dtype: "int64", values: [-2] }], constants: [1], attributes: { axis: 1 } },
    { inputs: [[2, 4], { shape: [], dtype: "int64", values: [3] }], attributes: { axis: -1 } },
    { inputs: [[3], { shape: [0], dtype: "int64", values: [] }] },
  ],
});

/** The slices of x that `indices` (whole numbers) name along an axis. */
export function gather(x: Value, indices: Value, axis = 0): Value {
  return applyOne(gatherOperator, [x, indices], { axis });
}

function checkIndices(x: Value, indices: Value, axis: number): void {
  const size = x.shape[axis]!;
  const outside = indices.constant && numbersOf(indices.constant).find((index) => index < -size || index >= size);
  if (outside === undefined) return;
  throw shapeError("Gather", x, {
    expected: `indices from ${-size} to ${size - 1}, as axis ${axis} of x [${x.shape}] allows`,
    got: `${outside}`,
  });
}

function putBack(dy: Value, x: Value, indices: Value, axis: number): Value {
  const count = sizeOf(indices.shape);
  const rows = reshape(dy, x.shape.with(axis, count));
  if (indices.constant !== undefined && count === 1) {
    // One known place, such as a class token: zeros around it are cheaper than scattering.
    const [index] = numbersOf(indices.constant);
    const at = index! < 0 ? index! + x.shape[axis]! : index!;
    const none = x.shape.map(() => 0);
    return pad(rows, [...none.with(axis, at), ...none.with(axis, x.shape[axis]! - 1 - at)]);
  }
  const column = x.shape.map((_, i) => (i === axis ? count : 1));
  const named = expand(reshape(indices, column), rows.shape);
  return scatterElements(expand(x.graph.scalar(0, dy.dtype), x.shape), named, rows, { axis, reduction: "add" });
}

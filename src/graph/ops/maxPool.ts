import { apply, applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, int, ints } from "../operator.ts";
import { sameShape, sizeOf } from "../tensor.ts";
import { expand } from "./expand.ts";
import { maxUnpool } from "./maxUnpool.ts";
import { reshape } from "./reshape.ts";
import { scatterElements } from "./scatterElements.ts";
import { tiledMaxPoolGradient } from "./tiledMaxPoolGradient.ts";
import { resolveWindow, type Window, type WindowAttributes, windowAttributes } from "./window.ts";

const attributeSpecs = { ...windowAttributes, kernel_shape: ints(), ceil_mode: int(0), storage_order: int(0) };

/**
 * MaxPool: the largest number of each window of places; padding never wins.
 *
 * Shapes    x [N, C, places...] -> y [N, C, windows...]
 * Gradient  dy goes to the place that won; of several equal ones the first (row-major) wins, as in PyTorch. Windows side by
 *           side: masks (tiledMaxPoolGradient.ts); others: MaxPool's indices, with MaxUnpool, or with ScatterElements where
 *           windows overlap and their shares add up
 * ONNX      since opset 12 (8 and 11 have the same meaning); float32, float64. The second output (indices) is not read:
 *           asking for it costs four times the pool
 */
export const maxPoolOperator = defineOperator({
  onnx: "MaxPool",
  inputs: ["x"],
  attributes: attributeSpecs,
  infer: ({ inputs: { x }, attributes }) => [{ dtype: x.dtype, shape: pooledShape(x, attributes) }],
  gradient: ({ inputs: { x }, attributes, outputs: [y], dy }) => ({
    x: () => {
      const window = resolveWindow("MaxPool", x, attributes.kernel_shape ?? [], attributes);
      if (areSideBySide(x, window)) return tiledMaxPoolGradient(x, y!, dy, window.kernel);
      const [, indices] = apply(maxPoolWithIndices, [x], attributes);
      const isApart = window.kernel.every((size, axis) => window.strides[axis]! > window.dilations[axis]! * (size - 1));
      return isApart ? maxUnpool(dy, indices!, x.shape) : addAt(indices!, dy, x);
    },
  }),
  trials: [
    { inputs: [[2, 3, 4, 6]], attributes: { kernel_shape: [2, 2], strides: [2, 2] } },
    { inputs: [[2, 3, 5, 7]], attributes: { kernel_shape: [2, 2], strides: [2, 2] } },
    { inputs: [[2, 3, 5, 7]], attributes: { kernel_shape: [2, 2], strides: [2, 2], ceil_mode: 1 } },
    { inputs: [[2, 2, 6, 7]], attributes: { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] } },
    { inputs: [[1, 2, 5, 5]], attributes: { kernel_shape: [3, 3], auto_pad: "SAME_UPPER" } },
    { inputs: [[1, 2, 7, 7]], attributes: { kernel_shape: [2, 2], dilations: [2, 2], strides: [3, 3] } },
    { inputs: [[1, 2, 6, 9]], attributes: { kernel_shape: [2, 3], strides: [2, 3] } },
    { inputs: [[2, 2, 7]], attributes: { kernel_shape: [3], strides: [3] } },
    { inputs: [[1, 1, 1, 1]], attributes: { kernel_shape: [1, 1] } },
    {
      inputs: [{ shape: [1, 1, 2, 4], values: [1, 1, 2, 0, 1, 1, 0, 2] }],
      attributes: { kernel_shape: [2, 2], strides: [2, 2] },
      noSlope: "ties are kinks: the first of the equal places takes the whole gradient",
    },
  ],
});

/** The same operator with its second output: where each window's largest number lies, counted from the start of x (int64). */
export const maxPoolWithIndices = defineOperator({
  onnx: "MaxPool",
  inputs: ["x"],
  attributes: attributeSpecs,
  infer: ({ inputs: { x }, attributes }) => {
    const shape = pooledShape(x, attributes);
    return [
      { dtype: x.dtype, shape },
      { dtype: "int64", shape },
    ];
  },
  noGradient: "it stands in the gradient of MaxPool only",
  trials: [{ inputs: [[2, 3, 4, 6]], attributes: { kernel_shape: [3, 3], strides: [2, 2] } }],
});

export interface PoolAttributes {
  readonly kernel_shape: readonly number[];
  readonly strides?: readonly number[];
  readonly pads?: readonly number[];
  readonly dilations?: readonly number[];
  readonly ceil_mode?: 0 | 1;
  readonly auto_pad?: "NOTSET" | "VALID" | "SAME_UPPER" | "SAME_LOWER";
}

/** The largest number of each window of x [N, C, places...]; strides default to 1. */
export function maxPool(x: Value, attributes: PoolAttributes): Value {
  return applyOne(maxPoolOperator, [x], { ...attributes });
}

function pooledShape(
  x: Value,
  attributes: WindowAttributes & { kernel_shape?: readonly number[] | undefined; storage_order: number },
): number[] {
  if (attributes.storage_order !== 0) {
    throw shapeError("MaxPool", x, {
      expected: "indices counted row by row (storage_order 0)",
      got: `storage_order ${attributes.storage_order}`,
      hint: "export the model without MaxPool's indices",
    });
  }
  const { output } = resolveWindow("MaxPool", x, attributes.kernel_shape ?? [], attributes);
  return [...x.shape.slice(0, 2), ...output];
}

/** Whether windows lie edge to edge from the first place on, each wholly inside x. */
function areSideBySide(x: Value, { kernel, strides, dilations, padsBefore, padsAfter, output }: Window): boolean {
  const isDense = dilations.every((step, axis) => step === 1 || kernel[axis] === 1);
  const isInside = output.every((windows, axis) => windows * kernel[axis]! <= x.shape[axis + 2]!);
  return sameShape(kernel, strides) && isDense && isInside && [...padsBefore, ...padsAfter].every((size) => size === 0);
}

/** Zeros of x's shape with each number of dy added at its index. */
function addAt(indices: Value, dy: Value, x: Value): Value {
  const flat = [sizeOf(dy.shape)];
  const nothing = expand(x.graph.scalar(0, x.dtype), [sizeOf(x.shape)]);
  const sums = scatterElements(nothing, reshape(indices, flat), reshape(dy, flat), { reduction: "add" });
  return reshape(sums, x.shape);
}

import { apply, shapeError, type Value } from "../graph.ts";
import { defineOperator, int, ints } from "../operator.ts";
import { sizeOf } from "../tensor.ts";
import { expand } from "./expand.ts";
import { maxUnpool } from "./maxUnpool.ts";
import { reshape } from "./reshape.ts";
import { scatterElements } from "./scatterElements.ts";
import { resolveWindow, windowAttributes } from "./window.ts";

/**
 * MaxPool: the largest number of each window of places; padding never wins. The second output says where it was, counted
 * from the start of x.
 *
 * Shapes    x [N, C, places...] -> y [N, C, windows...], indices int64 of the same shape
 * Gradient  dy goes to the place that won; of several equal ones the first (row-major) wins, as in PyTorch. Windows apart:
 *           MaxUnpool; windows that overlap: added up by ScatterElements
 * ONNX      since opset 12 (8 and 11 have the same meaning); float32, float64
 */
export const maxPoolOperator = defineOperator({
  onnx: "MaxPool",
  inputs: ["x"],
  attributes: { ...windowAttributes, kernel_shape: ints(), ceil_mode: int(0), storage_order: int(0) },
  infer: ({ inputs: { x }, attributes }) => {
    if (attributes.storage_order !== 0) {
      throw shapeError("MaxPool", x, {
        expected: "indices counted row by row (storage_order 0)",
        got: `storage_order ${attributes.storage_order}`,
        hint: "export the model without MaxPool's indices",
      });
    }
    const { output } = resolveWindow("MaxPool", x, attributes.kernel_shape ?? [], attributes);
    const shape = [...x.shape.slice(0, 2), ...output];
    return [
      { dtype: x.dtype, shape },
      { dtype: "int64", shape },
    ];
  },
  gradient: ({ inputs: { x }, attributes, outputs: [, indices], dy }) => ({
    x: () => {
      const { kernel, strides, dilations } = resolveWindow("MaxPool", x, attributes.kernel_shape ?? [], attributes);
      const isApart = kernel.every((size, axis) => strides[axis]! >= dilations[axis]! * (size - 1) + 1);
      if (isApart) return maxUnpool(dy, indices!, x.shape);
      const elements = sizeOf(x.shape);
      const nothing = expand(x.graph.scalar(0, x.dtype), [elements]);
      const flat = [sizeOf(dy.shape)];
      const sums = scatterElements(nothing, reshape(indices!, flat), reshape(dy, flat), { reduction: "add" });
      return reshape(sums, x.shape);
    },
  }),
  trials: [
    { inputs: [[2, 3, 4, 6]], attributes: { kernel_shape: [2, 2], strides: [2, 2] } },
    { inputs: [[2, 3, 5, 7]], attributes: { kernel_shape: [2, 2], strides: [2, 2] } },
    { inputs: [[2, 3, 5, 7]], attributes: { kernel_shape: [2, 2], strides: [2, 2], ceil_mode: 1 } },
    { inputs: [[2, 2, 6, 7]], attributes: { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] } },
    { inputs: [[1, 2, 5, 5]], attributes: { kernel_shape: [3, 3], auto_pad: "SAME_UPPER" } },
    { inputs: [[1, 2, 7, 7]], attributes: { kernel_shape: [2, 2], dilations: [2, 2], strides: [3, 3] } },
    { inputs: [[2, 2, 7]], attributes: { kernel_shape: [3], strides: [3] } },
    { inputs: [[1, 1, 1, 1]], attributes: { kernel_shape: [1, 1] } },
    {
      inputs: [{ shape: [1, 1, 2, 4], values: [1, 1, 2, 0, 1, 1, 0, 2] }],
      attributes: { kernel_shape: [2, 2], strides: [2, 2] },
      noSlope: "ties are kinks: the first of the equal places takes the whole gradient",
    },
  ],
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
  return apply(maxPoolOperator, [x], { ...attributes })[0]!;
}

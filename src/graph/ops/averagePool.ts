import { applyOne, type Value } from "../graph.ts";
import { defineOperator, int, ints } from "../operator.ts";
import { type Shape, sizeOf, tensorOf } from "../tensor.ts";
import { convTranspose } from "./convTranspose.ts";
import type { PoolAttributes } from "./maxPool.ts";
import { mul } from "./mul.ts";
import { reshape } from "./reshape.ts";
import { resize } from "./resize.ts";
import { resolveWindow, type Window, windowAttributes } from "./window.ts";

/**
 * AveragePool: the mean of each window of places. Padding counts as zeros when count_include_pad is 1, else not at all.
 *
 * Shapes    x [N, C, places...] -> y [N, C, windows...]
 * Gradient  each place of a window gets the same share of dy: enlarged dy where windows tile x, else ConvTranspose
 * ONNX      since opset 19 (1 to 11 have no dilations); float32
 */
export const averagePoolOperator = defineOperator({
  onnx: "AveragePool",
  inputs: ["x"],
  attributes: { ...windowAttributes, kernel_shape: ints(), ceil_mode: int(0), count_include_pad: int(0) },
  infer: ({ inputs: { x }, attributes }) => {
    const { output } = resolveWindow("AveragePool", x, attributes.kernel_shape ?? [], attributes);
    return [{ dtype: x.dtype, shape: [...x.shape.slice(0, 2), ...output] }];
  },
  gradient: ({ inputs: { x }, attributes, dy }) => ({
    x: () => {
      const window = resolveWindow("AveragePool", x, attributes.kernel_shape ?? [], attributes);
      const shares = mul(dy, shareOfPlace(x, window, attributes.count_include_pad === 1));
      return spread(shares, x.shape, window);
    },
  }),
  trials: [
    { inputs: [[2, 3, 4, 6]], attributes: { kernel_shape: [2, 2], strides: [2, 2] } },
    { inputs: [[2, 3, 5, 7]], attributes: { kernel_shape: [2, 2], strides: [2, 2] } },
    { inputs: [[2, 2, 5, 7]], attributes: { kernel_shape: [2, 2], strides: [2, 2], ceil_mode: 1 } },
    { inputs: [[2, 2, 6, 7]], attributes: { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] } },
    {
      inputs: [[2, 2, 6, 7]],
      attributes: { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1], count_include_pad: 1 },
    },
    { inputs: [[1, 2, 5, 5]], attributes: { kernel_shape: [3, 3], pads: [1, 1, 1, 1] } },
    { inputs: [[1, 2, 5, 5]], attributes: { kernel_shape: [3, 2], auto_pad: "SAME_UPPER" } },
    { inputs: [[2, 2, 7]], attributes: { kernel_shape: [3], strides: [3] } },
    { inputs: [[1, 1, 1, 1]], attributes: { kernel_shape: [1, 1] } },
  ],
});

/** The mean of each window of x [N, C, places...]; strides default to 1; padding is left out unless count_include_pad is 1. */
export function averagePool(x: Value, attributes: PoolAttributes & { readonly count_include_pad?: 0 | 1 }): Value {
  return applyOne(averagePoolOperator, [x], { ...attributes });
}

/** 1 / how many places each window averages: one number where all windows agree, else [windows...]. */
function shareOfPlace(x: Value, window: Window, isPadCounted: boolean): Value {
  const counts = window.output.map((windows, axis) => {
    const low = isPadCounted ? -window.padsBefore[axis]! : 0;
    const high = x.shape[axis + 2]! + (isPadCounted ? window.padsAfter[axis]! : 0);
    return Array.from({ length: windows }, (_, place) => {
      const first = place * window.strides[axis]! - window.padsBefore[axis]!;
      const places = Array.from({ length: window.kernel[axis]! }, (_, tap) => first + tap * window.dilations[axis]!);
      return places.filter((at) => at >= low && at < high).length;
    });
  });
  const whole = sizeOf(window.kernel);
  const products = counts.reduce((before, axis) => before.flatMap((count) => axis.map((own) => count * own)), [1]);
  const isEven = products.every((count) => count === whole);
  const shares = isEven
    ? tensorOf(x.dtype, [], [1 / whole])
    : tensorOf(
        x.dtype,
        window.output,
        products.map((n) => 1 / n),
      );
  return x.graph.constant(shares);
}

/** Adds each window's number to every place that it covers. */
function spread(dy: Value, shape: Shape, window: Window): Value {
  const { kernel, strides, dilations, padsBefore, padsAfter, output } = window;
  const places = shape.slice(2);
  const isTiling = kernel.every((size, axis) => size === strides[axis] && output[axis]! * size === places[axis]);
  if (isTiling && [...padsBefore, ...padsAfter].every((size) => size === 0)) {
    return resize(dy, {
      scales: [1, 1, ...kernel],
      mode: "nearest",
      coordinate_transformation_mode: "asymmetric",
      nearest_mode: "floor",
    });
  }
  const planes = dy.shape[0]! * dy.shape[1]!;
  const ones = dy.graph.constant(tensorOf(dy.dtype, [1, 1, ...kernel], new Array<number>(sizeOf(kernel)).fill(1)));
  // Places after the last window get nothing; a last window that reaches beyond the padding (ceil_mode) is cut off.
  const left = places.map((size, axis) => {
    const extent = dilations[axis]! * (kernel[axis]! - 1) + 1;
    return size + padsBefore[axis]! - ((output[axis]! - 1) * strides[axis]! + extent);
  });
  const sums = convTranspose(reshape(dy, [planes, 1, ...output]), ones, undefined, {
    strides,
    dilations,
    pads: [...padsBefore, ...left.map((size) => Math.max(0, -size))],
    output_padding: left.map((size) => Math.max(0, size)),
  });
  return reshape(sums, shape);
}

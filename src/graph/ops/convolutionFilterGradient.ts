import type { Value } from "../graph.ts";
import { sizeOf } from "../tensor.ts";
import { concat } from "./concat.ts";
import { matMul } from "./matMul.ts";
import { mul } from "./mul.ts";
import { pad } from "./pad.ts";
import { reduceSum } from "./reduceSum.ts";
import { reshape } from "./reshape.ts";
import { slice } from "./slice.ts";
import { transpose } from "./transpose.ts";
import type { Window } from "./window.ts";

/**
 * The gradient of a convolution by its filters: for each tap of the kernel, the part of x that the tap saw, times dy,
 * summed over windows and images: one matrix product.
 *
 * @param x [N, C, places...]
 * @param dy [N, M, windows...]
 * @returns [M, C / group, kernel...]
 */
export function convolutionFilterGradient(x: Value, dy: Value, window: Window, group: number): Value {
  const [images = 0, channels = 0] = x.shape;
  const filters = dy.shape[1]!;
  const taps = sizeOf(window.kernel);
  const windows = sizeOf(window.output);
  const perGroup = channels / group;
  if (perGroup === 1 && filters === group) return depthwiseGradient(x, dy, window);
  // One product per image leaves a filter gradient per image to add up; one product for the whole batch needs x and dy
  // with images beside windows. The smaller detour is taken.
  const isSummedAfter = taps * perGroup * filters <= channels * sizeOf(x.shape.slice(2)) + filters * windows;
  const product = isSummedAfter ? productsByImage : productOfBatch;
  // Windows times dy, not dy times windows: the right factor is the one that is packed anew, and dy is the smaller.
  const summed = product(x, dy, window, { images, group, perGroup, filters, taps, windows });
  const ordered = transpose(reshape(summed, [group, taps, perGroup, filters / group]), [0, 3, 2, 1]);
  return reshape(ordered, [filters, perGroup, ...window.kernel]);
}

interface Sizes {
  readonly images: number;
  readonly group: number;
  readonly perGroup: number;
  readonly filters: number;
  readonly taps: number;
  readonly windows: number;
}

/** [group, taps * C / group, M / group], summed over images after the product. */
function productsByImage(x: Value, dy: Value, window: Window, sizes: Sizes): Value {
  const { images, group, perGroup, filters, windows } = sizes;
  const parts = tapsOf(x, window).map((tap) => reshape(tap, [images, group, perGroup, windows]));
  const columns = parts.length === 1 ? parts[0]! : concat(parts, 2); // [N, group, taps * C / group, windows]
  const right = transpose(reshape(dy, [images, group, filters / group, windows]), [0, 1, 3, 2]);
  return reduceSum(matMul(columns, right), [0], { keepdims: 0 });
}

/** [group, taps * C / group, M / group], the product running over images too. */
function productOfBatch(x: Value, dy: Value, window: Window, sizes: Sizes): Value {
  const { images, group, perGroup, filters, windows } = sizes;
  const spatial = window.kernel.map((_, axis) => axis + 2);
  const byChannel = transpose(x, [1, 0, ...spatial]); // [C, N, places...]
  const parts = tapsOf(byChannel, window).map((tap) => reshape(tap, [group, perGroup, images * windows]));
  const columns = parts.length === 1 ? parts[0]! : concat(parts, 1); // [group, taps * C / group, N * windows]
  const right = reshape(transpose(dy, [1, 0, ...spatial]), [group, filters / group, images * windows]);
  return matMul(columns, transpose(right, [0, 2, 1]));
}

/** One filter per channel: a product per tap would be a row times a column, so taps are multiplied and summed instead. */
function depthwiseGradient(x: Value, dy: Value, window: Window): Value {
  const places = window.kernel.map((_, axis) => axis + 2);
  // Places first, then images: onnxruntime adds up over neighbouring axes much faster than over axes apart.
  const sums = tapsOf(x, window).map((tap) => reduceSum(reduceSum(mul(tap, dy), places, { keepdims: 0 }), [0]));
  const byTap = sums.length === 1 ? sums[0]! : concat(sums, 0); // [taps, C]
  return reshape(transpose(byTap, [1, 0]), [x.shape[1]!, 1, ...window.kernel]);
}

/** For each tap of the kernel, in row-major order, the places that it sees: [., ., windows...]. */
function tapsOf(x: Value, window: Window): Value[] {
  const { kernel, strides, dilations, padsBefore, padsAfter, output } = window;
  const hasPads = [...padsBefore, ...padsAfter].some((size) => size > 0);
  const padded = hasPads ? pad(x, [0, 0, ...padsBefore, 0, 0, ...padsAfter]) : x;
  const axes = kernel.map((_, axis) => axis + 2);
  return offsets(kernel).map((offset) => {
    const starts = offset.map((step, axis) => step * dilations[axis]!);
    const ends = starts.map((start, axis) => start + (output[axis]! - 1) * strides[axis]! + 1);
    const isWhole = ends.every((end, axis) => starts[axis] === 0 && end === padded.shape[axis + 2]);
    if (isWhole && strides.every((stride) => stride === 1)) return padded;
    return slice(padded, starts, ends, axes, strides);
  });
}

/** Every index into the kernel, the last axis running fastest. */
function offsets(kernel: readonly number[]): number[][] {
  return kernel.reduce<number[][]>(
    (before, size) => before.flatMap((offset) => Array.from({ length: size }, (_, step) => [...offset, step])),
    [[]],
  );
}

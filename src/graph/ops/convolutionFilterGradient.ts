import type { Value } from "../graph.ts";
import { sizeOf } from "../tensor.ts";
import { concat } from "./concat.ts";
import { depthwiseFilterGradient } from "./depthwiseFilterGradient.ts";
import { kernelTaps } from "./kernelTaps.ts";
import { matMul } from "./matMul.ts";
import { reduceSum } from "./reduceSum.ts";
import { reshape } from "./reshape.ts";
import { type ShiftedPictures, shiftedPictures } from "./shiftedPictures.ts";
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
  if (perGroup === 1 && filters === group) return depthwiseFilterGradient(x, dy, window);
  const sizes: Sizes = { images, group, perGroup, filters, taps, windows };
  const [tall = 1, wide = 1] = window.kernel;
  // What is written out before the product: windows of x and dy, or copies of both.
  const hasFewerCopies = tall * channels + wide * filters < taps * channels + filters;
  const pictures = hasFewerCopies ? shiftedPictures(x, dy, window) : undefined;
  if (pictures !== undefined) return productOfPictures(pictures, sizes, window.kernel);
  // One product per image leaves a filter gradient per image to add up; one product for the whole batch needs x and dy
  // with images beside windows. The smaller detour is taken.
  const isSummedAfter = taps * perGroup * filters <= channels * sizeOf(x.shape.slice(2)) + filters * windows;
  const product = isSummedAfter ? productsByImage : productOfBatch;
  // Windows times dy, not dy times windows: the right factor is the one that is packed anew, and dy is the smaller.
  const summed = product(x, dy, window, sizes);
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
  const parts = kernelTaps(x, window).map((tap) => reshape(tap, [images, group, perGroup, windows]));
  const columns = parts.length === 1 ? parts[0]! : concat(parts, 2); // [N, group, taps * C / group, windows]
  const right = transpose(reshape(dy, [images, group, filters / group, windows]), [0, 1, 3, 2]);
  return reduceSum(matMul(columns, right), [0], { keepdims: 0 });
}

/** [group, taps * C / group, M / group], the product running over images too. */
function productOfBatch(x: Value, dy: Value, window: Window, sizes: Sizes): Value {
  const { images, group, perGroup, filters, windows } = sizes;
  const spatial = window.kernel.map((_, axis) => axis + 2);
  const byChannel = transpose(x, [1, 0, ...spatial]); // [C, N, places...]
  const parts = kernelTaps(byChannel, window).map((tap) => reshape(tap, [group, perGroup, images * windows]));
  const columns = parts.length === 1 ? parts[0]! : concat(parts, 1); // [group, taps * C / group, N * windows]
  const right = reshape(transpose(dy, [1, 0, ...spatial]), [group, filters / group, images * windows]);
  return matMul(columns, transpose(right, [0, 2, 1]));
}

/** Copies of x times copies of dy, each pair a tap; summed over images after the product. */
function productOfPictures({ rows, columns }: ShiftedPictures, sizes: Sizes, kernel: readonly number[]): Value {
  const { images, group, perGroup, filters } = sizes;
  const flat = (copies: readonly Value[], channels: number): Value => {
    const parts = copies.map((copy) => reshape(copy, [images, group, channels, sizeOf(copy.shape.slice(2))]));
    return parts.length === 1 ? parts[0]! : concat(parts, 2); // [N, group, copies * channels, places]
  };
  const [left, right] = [flat(rows, perGroup), flat(columns, filters / group)];
  const products = reduceSum(matMul(left, transpose(right, [0, 1, 3, 2])), [0], { keepdims: 0 });
  const byPair = reshape(products, [group, rows.length, perGroup, columns.length, filters / group]);
  return reshape(transpose(byPair, [0, 4, 2, 1, 3]), [filters, perGroup, ...kernel]);
}

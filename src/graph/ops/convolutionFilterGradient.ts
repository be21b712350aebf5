import type { Value } from "../graph.ts";
import { sizeOf } from "../tensor.ts";
import { concat } from "./concat.ts";
import { depthwiseFilterGradient } from "./depthwiseFilterGradient.ts";
import { kernelTaps } from "./kernelTaps.ts";
import { matMul } from "./matMul.ts";
import { reduceSum } from "./reduceSum.ts";
import { reshape } from "./reshape.ts";
import { shiftedPictures } from "./shiftedPictures.ts";
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
  // One product per image leaves a filter gradient per image to add up; one product for the whole batch needs x and dy
  // with images beside places. The smaller detour is taken.
  const isSummedAfter = taps * perGroup * filters <= channels * sizeOf(x.shape.slice(2)) + filters * windows;
  const { left, right } = isSummedAfter
    ? copies(x, dy, window)
    : copies(imagesBesidePlaces(x), imagesBesidePlaces(dy), window);
  const flat = (values: readonly Value[], width: number): Value => {
    const shape = isSummedAfter ? [images, group, width] : [group, width];
    const parts = values.map((value) => reshape(value, [...shape, sizeOf(value.shape) / sizeOf(shape)]));
    return parts.length === 1 ? parts[0]! : concat(parts, shape.length - 1);
  };
  // x times dy, not dy times x: the right factor is the one that is packed anew, and dy is often the smaller.
  const product = timesTransposed(flat(left, perGroup), flat(right, filters / group));
  const summed = isSummedAfter ? reduceSum(product, [0], { keepdims: 0 }) : product;
  const byCopy = reshape(summed, [group, left.length, perGroup, right.length, filters / group]);
  return reshape(transpose(byCopy, [0, 4, 2, 1, 3]), [filters, perGroup, ...window.kernel]);
}

/** What is multiplied: left[i] times right[j], summed over places, is the filter gradient's tap i * right.length + j. */
interface Copies {
  readonly left: readonly Value[];
  readonly right: readonly Value[];
}

/** All that the taps see of x, or copies of both x and dy, where they are much less to write out. Channels are axis 1, or axis 0. */
function copies(x: Value, dy: Value, window: Window): Copies {
  const [tall = 1, wide = 1] = window.kernel;
  const [picture, gradient] = [sizeOf(x.shape), sizeOf(dy.shape)];
  // Copies of dy make the product's right factor larger, so a little less is no gain (docs/engine.md).
  const hasLess = tall * picture + wide * gradient < 0.75 * (sizeOf(window.kernel) * picture + gradient);
  const shifted = hasLess ? shiftedPictures(x, dy, window) : undefined;
  return shifted === undefined
    ? { left: kernelTaps(x, window), right: [dy] }
    : { left: shifted.rows, right: shifted.columns };
}

/** [N, C, places...] as [C, N, places...]. */
function imagesBesidePlaces(x: Value): Value {
  return transpose(x, [1, 0, ...x.shape.slice(2).map((_, axis) => axis + 2)]);
}

/** a [..., p, n] times b [..., q, n] turned about: [..., p, q]. */
function timesTransposed(a: Value, b: Value): Value {
  const axes = b.shape.map((_, axis) => axis);
  return matMul(a, transpose(b, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]));
}

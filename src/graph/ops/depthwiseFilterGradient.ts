import type { Value } from "../graph.ts";
import { concat } from "./concat.ts";
import { conv } from "./conv.ts";
import { kernelTaps } from "./kernelTaps.ts";
import { mul } from "./mul.ts";
import { reduceSum } from "./reduceSum.ts";
import { reshape } from "./reshape.ts";
import { shiftedPictures } from "./shiftedPictures.ts";
import { slice } from "./slice.ts";
import { transpose } from "./transpose.ts";
import type { Window } from "./window.ts";

/**
 * The gradient by its filters of a convolution with one filter per channel. A product per tap would be a row times a column,
 * so what a tap sees is multiplied with dy and summed instead.
 *
 * @param x [N, C, places...]
 * @param dy [N, C, windows...]
 * @returns [C, 1, kernel...]
 */
export function depthwiseFilterGradient(x: Value, dy: Value, window: Window): Value {
  // To pick every second place for each tap costs more than the convolution.
  if (window.strides.some((stride) => stride > 1)) return convolvedWithGradient(x, dy, window);
  const pictures = shiftedPictures(x, dy, window);
  const products =
    pictures === undefined
      ? kernelTaps(x, window).map((tap) => mul(tap, dy))
      : pictures.rows.flatMap((row) => pictures.columns.map((column) => mul(row, column)));
  const places = window.kernel.map((_, axis) => axis + 2);
  // Places first, then images: onnxruntime adds up over neighbouring axes much faster than over axes apart.
  const sums = products.map((product) => reduceSum(reduceSum(product, places, { keepdims: 0 }), [0]));
  const byTap = sums.length === 1 ? sums[0]! : concat(sums, 0); // [taps, C]
  return reshape(transpose(byTap, [1, 0]), [x.shape[1]!, 1, ...window.kernel]);
}

/** x convolved with dy as a kernel, each image's channel on its own; strides and dilations change places. */
function convolvedWithGradient(x: Value, dy: Value, window: Window): Value {
  const { kernel, strides, dilations, padsBefore, padsAfter } = window;
  const [images = 0, channels = 0] = x.shape;
  const group = images * channels;
  const picture = reshape(x, [1, group, ...x.shape.slice(2)]);
  const kernels = reshape(dy, [group, 1, ...dy.shape.slice(2)]);
  const attributes = { group, strides: dilations, dilations: strides, pads: [...padsBefore, ...padsAfter] };
  const byPlace = conv(picture, kernels, undefined, attributes);
  const axes = kernel.map((_, axis) => axis + 2);
  // Places that no window reaches would give more taps than the kernel has.
  const byTap = slice(
    byPlace,
    kernel.map(() => 0),
    kernel,
    axes,
  );
  return reduceSum(reshape(byTap, [images, channels, 1, ...kernel]), [0], { keepdims: 0 });
}

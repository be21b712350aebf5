import type { Value } from "../graph.ts";
import type { Shape } from "../tensor.ts";
import { conv } from "./conv.ts";
import { convTranspose } from "./convTranspose.ts";
import { reshape } from "./reshape.ts";
import { slice } from "./slice.ts";
import { transpose } from "./transpose.ts";
import type { Window } from "./window.ts";

/**
 * The gradient of a convolution by its input.
 *
 * Stride 1: the convolution of dy with the kernel turned about and its channel axes swapped, which is as fast as the
 * forward pass. Longer strides: ConvTranspose, which is this gradient by definition.
 *
 * @param dy [N, M, windows...]
 * @param w [M, C / group, kernel...]
 * @param places the size of the convolution's input
 * @returns [N, C, places...]
 */
export function convolutionInputGradient(dy: Value, w: Value, places: Shape, window: Window, group: number): Value {
  const { kernel, strides, dilations, padsBefore, padsAfter } = window;
  if (strides.every((stride) => stride === 1)) return turnedConvolution(dy, w, window, group);
  const output_padding = places.map((size, axis) => {
    const extent = dilations[axis]! * (kernel[axis]! - 1) + 1;
    return size + padsBefore[axis]! + padsAfter[axis]! - extent - strides[axis]! * (window.output[axis]! - 1);
  });
  return convTranspose(dy, w, undefined, {
    pads: [...padsBefore, ...padsAfter],
    strides,
    dilations,
    group,
    output_padding,
  });
}

function turnedConvolution(dy: Value, w: Value, window: Window, group: number): Value {
  const { kernel, dilations } = window;
  const reach = kernel.map((size, axis) => dilations[axis]! * (size - 1));
  const before = reach.map((steps, axis) => steps - window.padsBefore[axis]!);
  const after = reach.map((steps, axis) => steps - window.padsAfter[axis]!);
  // More padding than the kernel reaches: the outermost windows saw only padding, so their share of dy is cut off.
  const seen = crop(dy, before, after);
  const pads = [...before, ...after].map((pad) => Math.max(0, pad));
  return conv(seen, turned(w, group), undefined, { pads, dilations, group });
}

function crop(dy: Value, before: Shape, after: Shape): Value {
  if ([...before, ...after].every((pad) => pad >= 0)) return dy;
  const axes = before.map((_, axis) => axis + 2);
  const starts = before.map((pad) => Math.max(0, -pad));
  const ends = after.map((pad, axis) => dy.shape[axis + 2]! + Math.min(0, pad));
  return slice(dy, starts, ends, axes);
}

/** The kernel turned about its middle, with input and output channels swapped in each group: [C, M / group, kernel...]. */
function turned(w: Value, group: number): Value {
  const [filters = 0, perGroup = 0, ...kernel] = w.shape;
  const swapped = swapChannels(w, group, filters, perGroup, kernel);
  const axes = kernel.map((_, axis) => axis + 2).filter((axis) => w.shape[axis]! > 1);
  if (axes.length === 0) return swapped;
  return slice(
    swapped,
    axes.map(() => -1),
    axes.map((axis) => -w.shape[axis]! - 1),
    axes,
    axes.map(() => -1),
  );
}

function swapChannels(w: Value, group: number, filters: number, perGroup: number, kernel: Shape): Value {
  if (group === 1) return transpose(w, [1, 0, ...kernel.map((_, axis) => axis + 2)]);
  if (group === filters && perGroup === 1) return w;
  const grouped = reshape(w, [group, filters / group, perGroup, ...kernel]);
  const exchanged = transpose(grouped, [0, 2, 1, ...kernel.map((_, axis) => axis + 3)]);
  return reshape(exchanged, [group * perGroup, filters / group, ...kernel]);
}

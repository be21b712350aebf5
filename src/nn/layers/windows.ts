import { z } from "zod";

const size = z.int().min(1);
const pixels = z.int().min(0);

/** A size in pixels: one number, or [height, width]. */
export const sizeField = z.union([size, z.tuple([size, size])]);
export type Size = z.output<typeof sizeField>;

/** What lies around the image: "same", "valid", pixels on every side, or [above and below, left and right]. */
export const paddingField = z
  .union([z.enum(["same", "valid"]), pixels, z.tuple([pixels, pixels])])
  .describe(
    "zeros around the image: same (the output is the input's size / stride, rounded up), valid (none), or pixels on each side",
  );
export type Padding = z.output<typeof paddingField>;

export function pairOf(value: Size): readonly [number, number] {
  return typeof value === "number" ? [value, value] : value;
}

/**
 * Pads as ONNX writes them: [top, left, bottom, right].
 *
 * "same" pads by dilation * (kernel - 1) pixels in all, half on each side, the odd one below and right; so the output's
 * size is the input's / stride, rounded up, whatever the input's size. For odd kernels this is PyTorch's
 * `padding = kernel // 2`. TensorFlow agrees at stride 1; at other strides it shifts the windows by up to a pixel.
 */
export function padsOf(padding: Padding, kernel: Size, dilation: Size = 1): number[] {
  if (padding === "valid") return [0, 0, 0, 0];
  if (padding !== "same") {
    const [y, x] = pairOf(padding);
    return [y, x, y, x];
  }
  const total = pairOf(kernel).map((length, axis) => pairOf(dilation)[axis]! * (length - 1));
  const before = total.map((pixels) => Math.floor(pixels / 2));
  return [...before, ...total.map((pixels, axis) => pixels - before[axis]!)];
}

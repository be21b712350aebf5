import { type Matrix, product } from "./matrix.ts";

/** A 3 x 3 matrix over red, green and blue, row by row. */
export type ColourMatrix = Matrix;

/**
 * A change of colours that is a straight line in the pixel and in its picture's mean colour:
 * colour' = pixel * colour + mean * (mean colour of the picture) + shift, on a scale where white is 1. Such changes
 * compose into one of their kind, so any number of them costs one pass over the pixels.
 */
export interface ColourChange {
  readonly pixel: ColourMatrix;
  readonly mean: ColourMatrix;
  readonly shift: readonly [number, number, number];
}

export const identityMatrix: ColourMatrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];
export const noMatrix: ColourMatrix = [0, 0, 0, 0, 0, 0, 0, 0, 0];
export const unchanged: ColourChange = { pixel: identityMatrix, mean: noMatrix, shift: [0, 0, 0] };

/** Each channel becomes the colour's grey: the luma of ITU-R BT.601, as PIL and torchvision have it. */
export const greyMatrix: ColourMatrix = [0.299, 0.587, 0.114, 0.299, 0.587, 0.114, 0.299, 0.587, 0.114];

/** First `a`, then `b`. */
export function changedBy(a: ColourChange, b: ColourChange): ColourChange {
  // The mean colour after `a` is (a.pixel + a.mean) * mean + a.shift, since `a` is a straight line.
  const bShift = applied(added(b.pixel, b.mean), a.shift);
  return {
    pixel: product(b.pixel, a.pixel),
    mean: added(product(b.pixel, a.mean), product(b.mean, added(a.pixel, a.mean))),
    shift: [bShift[0] + b.shift[0], bShift[1] + b.shift[1], bShift[2] + b.shift[2]],
  };
}

export function scaled(matrix: ColourMatrix, factor: number): ColourMatrix {
  return matrix.map((value) => value * factor) as unknown as ColourMatrix;
}

export function added(a: ColourMatrix, b: ColourMatrix): ColourMatrix {
  return a.map((value, i) => value + b[i]!) as unknown as ColourMatrix;
}

function applied(matrix: ColourMatrix, [r, g, b]: readonly [number, number, number]): [number, number, number] {
  return [
    matrix[0] * r + matrix[1] * g + matrix[2] * b,
    matrix[3] * r + matrix[4] * g + matrix[5] * b,
    matrix[6] * r + matrix[7] * g + matrix[8] * b,
  ];
}

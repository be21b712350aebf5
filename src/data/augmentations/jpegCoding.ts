import type { Value } from "../../graph/graph.ts";
import { add } from "../../graph/ops/add.ts";
import { clip } from "../../graph/ops/clip.ts";
import { concat } from "../../graph/ops/concat.ts";
import { div } from "../../graph/ops/div.ts";
import { matMul } from "../../graph/ops/matMul.ts";
import { mul } from "../../graph/ops/mul.ts";
import { reshape } from "../../graph/ops/reshape.ts";
import { round } from "../../graph/ops/round.ts";
import { slice } from "../../graph/ops/slice.ts";
import { sub } from "../../graph/ops/sub.ts";
import { where } from "../../graph/ops/where.ts";
import { tensorOf } from "../../graph/tensor.ts";
import { quantisation } from "./quantisation.ts";
import type { AugmentationFeeds, Declare, Stage } from "./stage.ts";

const names = {
  isCoded: "augmentation/jpeg-on",
  brightness: "augmentation/jpeg-brightness",
  colour: "augmentation/jpeg-colour",
} as const;

/** A matrix by rows. */
type Matrix = readonly (readonly number[])[];

/**
 * What JPEG leaves of a picture, without its files: brightness and colour differences, colour at half the size (4:2:0),
 * cosines of blocks of 8 x 8 rounded to multiples of the standard's tables, and back. Padding, halving, the cosines and
 * the way back are straight lines along rows and columns, so each plane takes two products of matrices each way.
 *
 * Against libjpeg at the same quality: brightness, colour differences and coefficients are rounded, where libjpeg rounds
 * after each step. Coefficients near a half then fall on the other side now and then, so that pixels differ by 1 to 2
 * levels on average in pictures with hard edges (test/fixtures/augmentations.py), by 10 at most. Of several qualities of one photo
 * the lowest counts.
 */
export class JpegStage implements Stage<number> {
  /** @param size side of the pictures in pixels */
  constructor(private readonly size: number) {}

  declare(input: Declare): void {
    input(names.isCoded, "bool", [1, 1, 1]);
    input(names.brightness, "float32", [1, 8, 8]);
    input(names.colour, "float32", [1, 8, 8]);
  }

  /** @param x [N, 3, size, size] float32 on a scale of 0..1; and so what it gives */
  build(x: Value, inputs: ReadonlyMap<string, Value>): Value {
    const { size } = this;
    const [count = 0] = x.shape;
    const flat = [count, 3, size * size];
    const column = (values: readonly number[]): Value => x.graph.constant(tensorOf("float32", [3, 1], values));
    const bytes = mul(clip(x, 0, 1), 255);
    // [N, 3, size * size]: brightness about 0, two colour differences
    const planes = round(sub(matMul(matrixOf(x, toPlanes), reshape(bytes, flat)), column([128, 0, 0])));
    const whole = reshape(planes, x.shape);
    const brightness = coded(slice(whole, [0], [1], [1]), inputs.get(names.brightness)!, brightnessMatrices(size));
    const colour = coded(slice(whole, [1], [3], [1]), inputs.get(names.colour)!, colourMatrices(size));
    const back = add(
      matMul(matrixOf(x, fromPlanes), reshape(concat([brightness, colour], 1), flat)),
      column([128 / 255, 128 / 255, 128 / 255]),
    );
    return where(inputs.get(names.isCoded)!, reshape(clip(back, 0, 1), x.shape), x);
  }

  write(buffers: AugmentationFeeds, place: number, qualities: readonly number[]): void {
    buffers[names.isCoded]!.data[place] = qualities.length > 0 ? 1 : 0;
    const quality = qualities.length === 0 ? 100 : Math.min(...qualities);
    (buffers[names.brightness]!.data as Float32Array).set(quantisation("brightness", quality), place * 64);
    (buffers[names.colour]!.data as Float32Array).set(quantisation("colour", quality), place * 64);
  }
}

/** RGB of 0..255 -> brightness and colour differences (JFIF, from ITU-R BT.601). */
const toPlanes: Matrix = [
  [0.299, 0.587, 0.114],
  [-0.168735892, -0.331264108, 0.5],
  [0.5, -0.418687589, -0.081312411],
];

/** And back, to 0..1. */
const fromPlanes: Matrix = [
  [1 / 255, 0, 1.402 / 255],
  [1 / 255, -0.344136286 / 255, -0.714136286 / 255],
  [1 / 255, 1.772 / 255, 0],
];

interface Way {
  /** [coefficients, size] */
  readonly there: Matrix;
  /** [size, coefficients] */
  readonly back: Matrix;
}

/** @param tables [N, 1, 8, 8] */
function coded(plane: Value, tables: Value, { there, back }: Way): Value {
  // The same table for each block: products with ones and zeros, which are exact.
  const blocks = there.map((_, row) => Array.from({ length: 8 }, (__, i) => Number(row % 8 === i)));
  const steps = bothSides(plane, blocks, tables);
  const coefficients = bothSides(plane, there, plane);
  return bothSides(plane, back, mul(round(div(coefficients, steps)), steps));
}

/** matrix * x * its transpose, for each picture of x */
function bothSides(like: Value, matrix: Matrix, x: Value): Value {
  return matMul(matMul(matrixOf(like, matrix), x), matrixOf(like, transposed(matrix)));
}

function matrixOf({ graph }: Value, matrix: Matrix): Value {
  return graph.constant(tensorOf("float32", [matrix.length, matrix[0]!.length], matrix.flat()));
}

function brightnessMatrices(size: number): Way {
  const cosines = blockCosines(8 * Math.ceil(size / 8));
  return {
    there: product(cosines, padding(cosines.length, size)),
    back: transposed(cosines).slice(0, size),
  };
}

function colourMatrices(size: number): Way {
  const padded = 16 * Math.ceil(size / 16);
  const cosines = blockCosines(padded / 2);
  const halving = Array.from({ length: padded / 2 }, (_, row) =>
    Array.from({ length: padded }, (__, at) => (Math.floor(at / 2) === row ? 0.5 : 0)),
  );
  return {
    there: product(cosines, product(halving, padding(padded, size))),
    back: product(doubling(size, padded / 2), transposed(cosines)),
  };
}

/** Goes on with the last pixel up to a whole number of blocks. */
function padding(padded: number, size: number): Matrix {
  return Array.from({ length: padded }, (_, row) =>
    Array.from({ length: size }, (__, at) => Number(at === Math.min(row, size - 1))),
  );
}

/** Twice the size: three quarters of the nearer and a quarter of the farther of two ("fancy upsampling" of libjpeg). */
function doubling(size: number, halved: number): Matrix {
  const last = Math.ceil(size / 2) - 1;
  return Array.from({ length: size }, (_, row) => {
    const near = Math.floor(row / 2);
    const far = Math.min(last, Math.max(0, near + (row % 2 === 0 ? -1 : 1)));
    return Array.from({ length: halved }, (__, at) => 0.75 * Number(at === near) + 0.25 * Number(at === far));
  });
}

/** Orthonormal cosines (DCT-II) of each 8 numbers: [frequencies, places], a multiple of 8 of both. */
function blockCosines(size: number): Matrix {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, at) => {
      if (Math.floor(row / 8) !== Math.floor(at / 8)) return 0;
      const frequency = row % 8;
      const scale = Math.sqrt((frequency === 0 ? 1 : 2) / 8);
      return scale * Math.cos((Math.PI * ((at % 8) + 0.5) * frequency) / 8);
    }),
  );
}

function product(a: Matrix, b: Matrix): Matrix {
  const columns = transposed(b);
  return a.map((row) => columns.map((column) => row.reduce((sum, value, i) => sum + value * column[i]!, 0)));
}

function transposed(matrix: Matrix): Matrix {
  return matrix[0]!.map((_, column) => matrix.map((row) => row[column]!));
}

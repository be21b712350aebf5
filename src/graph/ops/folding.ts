import type { Value } from "../graph.ts";
import {
  broadcastShapes,
  type DType,
  numbersOf,
  type Shape,
  sizeOf,
  stridesOf,
  type TensorData,
  tensorOf,
} from "../tensor.ts";

/**
 * Computing with constants while a model is read. What PyTorch writes for `x.view(x.size(0), -1)` is a chain of small whole
 * numbers (Shape, Gather, Concat), which must be known before the shapes of what follows are.
 */

/** Shape arithmetic is small; a result beyond this many elements is left to the runtime. */
const largestFolded = 65_536;

/**
 * A tensor from computed numbers. Exporters write the largest int64 for "to the end"; as a number it rounds up to 2^63, which
 * would wrap around to the smallest: it becomes the largest number below.
 */
export function constantOf(dtype: DType, shape: Shape, values: readonly number[]): TensorData {
  const largest = 2 ** 63 - 1024;
  return tensorOf(dtype, shape, dtype === "int64" ? values.map((value) => Math.min(value, largest)) : values);
}

/** f of each element. */
export function foldUnary(x: Value, f: (v: number) => number): TensorData[] | undefined {
  if (x.constant === undefined || x.constant.data.length > largestFolded) return undefined;
  return [constantOf(x.dtype, x.shape, numbersOf(x.constant).map(f))];
}

/** f of each pair of elements, broadcast; of a's element type unless another is named. */
export function foldBinary(
  a: Value,
  b: Value,
  f: (a: number, b: number) => number,
  dtype: DType = a.dtype,
): TensorData[] | undefined {
  const shape = broadcastShapes(a.shape, b.shape);
  if (a.constant === undefined || b.constant === undefined || shape === undefined) return undefined;
  if (sizeOf(shape) > largestFolded) return undefined;
  const left = stretched(a.constant, shape);
  const right = stretched(b.constant, shape);
  return [
    constantOf(
      dtype,
      shape,
      left.map((value, i) => f(value, right[i]!)),
    ),
  ];
}

/** The elements of a constant, repeated as broadcasting to `shape` does. */
export function stretched(data: TensorData, shape: Shape): number[] {
  const numbers = numbersOf(data);
  const extra = shape.length - data.shape.length;
  const strides = stridesOf(data.shape);
  return everyPlace(shape).map((place) => {
    let from = 0;
    data.shape.forEach((size, axis) => {
      if (size !== 1) from += place[axis + extra]! * strides[axis]!;
    });
    return numbers[from]!;
  });
}

/** A tensor of `shape` whose element at each place is x's element at the place `from` gives. */
export function foldMoved(
  x: Value,
  shape: Shape,
  from: (place: readonly number[]) => readonly number[],
): TensorData[] | undefined {
  if (x.constant === undefined || sizeOf(shape) > largestFolded) return undefined;
  const numbers = numbersOf(x.constant);
  const strides = stridesOf(x.shape);
  const moved = everyPlace(shape).map((place) => {
    const source = from(place);
    return numbers[source.reduce((sum, index, axis) => sum + index * strides[axis]!, 0)]!;
  });
  return [constantOf(x.dtype, shape, moved)];
}

/** Every place (one index per axis) of a shape, in row-major order. */
function everyPlace(shape: Shape): number[][] {
  const strides = stridesOf(shape);
  return Array.from({ length: sizeOf(shape) }, (_, position) =>
    shape.map((size, axis) => Math.floor(position / strides[axis]!) % size),
  );
}

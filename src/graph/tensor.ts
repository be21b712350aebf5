/** Element types that Wrasse's graphs use, by their ONNX meaning. */
export type DType = "float32" | "float64" | "int64" | "int32" | "uint8" | "bool";

export type Shape = readonly number[];

export interface ArrayOf {
  float32: Float32Array;
  float64: Float64Array;
  int64: BigInt64Array;
  int32: Int32Array;
  uint8: Uint8Array;
  bool: Uint8Array;
}

/** Numbers with their type and shape, row-major. Bools are bytes 0 and 1. */
export type TensorData = {
  [D in DType]: { readonly dtype: D; readonly shape: Shape; readonly data: ArrayOf[D] };
}[DType];

/** The type of a tensor without its numbers. */
export interface TensorType {
  readonly dtype: DType;
  readonly shape: Shape;
}

const arrayTypes = {
  float32: Float32Array,
  float64: Float64Array,
  int64: BigInt64Array,
  int32: Int32Array,
  uint8: Uint8Array,
  bool: Uint8Array,
} as const;

/** How many elements a shape holds; 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}

/** A tensor of zeros. */
export function zeros<D extends DType>(dtype: D, shape: Shape): TensorData & { dtype: D; data: ArrayOf[D] } {
  const data = new arrayTypes[dtype](sizeOf(shape));
  return { dtype, shape, data } as unknown as TensorData & { dtype: D; data: ArrayOf[D] };
}

/** A tensor from plain numbers; bools from 0 and 1, int64 from whole numbers. */
export function tensorOf(dtype: DType, shape: Shape, values: ArrayLike<number>): TensorData {
  const tensor = zeros(dtype, shape) as TensorData;
  if (tensor.dtype === "int64") for (let i = 0; i < values.length; i += 1) tensor.data[i] = BigInt(values[i]!);
  else tensor.data.set(values);
  return tensor;
}

/** The elements as plain numbers. */
export function numbersOf(tensor: TensorData): number[] {
  return Array.from(tensor.data as ArrayLike<number | bigint>, Number);
}

/** The shape that two shapes broadcast to (NumPy's rule), or undefined when they do not fit. */
export function broadcastShapes(a: Shape, b: Shape): number[] | undefined {
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let axis = 0; axis < rank; axis += 1) {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) return undefined;
    shape.push(left === 1 ? right : left);
  }
  return shape;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);
}

/** Row-major distance between neighbours along each axis. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis -= 1) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}

/** An axis counted from the front; -1 is the last. Undefined when it is out of range. */
export function wrapAxis(axis: number, rank: number): number | undefined {
  const wrapped = axis < 0 ? axis + rank : axis;
  return wrapped >= 0 && wrapped < rank ? wrapped : undefined;
}

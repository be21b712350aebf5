import { applyOne, shapeError, type Value } from "../graph.ts";
import type { Operator } from "../operator.ts";
import { broadcastShapes, type DType, type TensorType, tensorOf } from "../tensor.ts";

/** Two values, or a value and a number that becomes a scalar of its type. */
export function applyBinary(operator: Operator, a: Value | number, b: Value | number): Value {
  const like = typeof a === "number" ? (b as Value) : a;
  const lift = (side: Value | number): Value =>
    typeof side === "number" ? like.graph.constant(tensorOf(like.dtype, [], [side])) : side;
  return applyOne(operator, [lift(a), lift(b)]);
}

/** The type of an element-wise operator of two inputs that broadcast as NumPy's do. */
export function broadcastType(name: string, a: Value, b: Value, dtype: DType = a.dtype): TensorType[] {
  const shape = broadcastShapes(a.shape, b.shape);
  if (shape === undefined || a.dtype !== b.dtype) {
    throw shapeError(name, a, {
      expected: "two shapes of one type that broadcast",
      got: `${a.dtype} [${a.shape}] and ${b.dtype} [${b.shape}]`,
    });
  }
  return [{ dtype, shape }];
}

/** The type of an element-wise operator of one input. */
export function sameType(x: Value): TensorType[] {
  return [{ dtype: x.dtype, shape: x.shape }];
}

import { shapeError, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcastShapes, numbersOf } from "../tensor.ts";
import { and } from "./and.ts";
import { cast } from "./cast.ts";
import { applyBinary } from "./elementwise.ts";
import { equal } from "./equal.ts";
import { foldBinary } from "./folding.ts";
import { greaterOrEqual } from "./greaterOrEqual.ts";
import { log } from "./log.ts";
import { mul } from "./mul.ts";
import { sub } from "./sub.ts";
import { where } from "./where.ts";

/**
 * Pow: a to the power of b, element by element; shapes broadcast as NumPy's do. y has a's element type; b may have another.
 *
 * Gradient  da = dy * b * a^(b - 1), and 0 where b is 0; db = dy * y * log(a), and 0 where a is 0 and b is not negative:
 *           as in PyTorch
 * ONNX      since opset 15
 */
export const powOperator = defineOperator({
  onnx: "Pow",
  inputs: ["a", "b"],
  infer: ({ inputs: { a, b } }) => {
    const shape = broadcastShapes(a.shape, b.shape);
    if (shape === undefined) {
      throw shapeError("Pow", a, { expected: "two shapes that broadcast", got: `[${a.shape}] and [${b.shape}]` });
    }
    return [{ dtype: a.dtype, shape }];
  },
  gradient: ({ inputs: { a, b }, outputs: [y], dy }) => ({
    a: () => baseGradient(a, b, dy),
    b: () => {
      const isFlat = and(equal(a, 0), greaterOrEqual(cast(b, a.dtype), 0));
      return cast(where(isFlat, 0, mul(mul(dy, y!), log(a))), b.dtype);
    },
  }),
  fold: ({ inputs: { a, b } }) => foldBinary(a, b, (base, exponent) => base ** exponent),
  trials: [
    { inputs: [{ shape: [2, 3], range: [0.5, 2] }, [2, 3]] },
    {
      inputs: [
        { shape: [2, 3], range: [0.5, 2] },
        { shape: [], values: [2.5] },
      ],
      constants: [1],
    },
    { inputs: [[2, 3], { shape: [], values: [2] }], constants: [1] },
    { inputs: [[2, 3], { shape: [], values: [1] }], constants: [1] },
    { inputs: [[2, 3], { shape: [], values: [0] }], constants: [1] },
    { inputs: [[2, 3], { shape: [3], dtype: "int64", values: [1, 2, 3] }] },
    {
      inputs: [
        { shape: [3], values: [0, 0, 2] },
        { shape: [3], values: [0, 2, 0] },
      ],
      noSlope: "0 to the power of 0",
    },
  ],
});

/** a to the power of b; a plain number becomes a scalar of the other's type. */
export function pow(a: Value | number, b: Value | number): Value {
  return applyBinary(powOperator, a, b);
}

function baseGradient(a: Value, b: Value, dy: Value): Value {
  const known = b.constant?.data.length === 1 ? numbersOf(b.constant)[0] : undefined;
  if (known === 0) return mul(dy, 0);
  if (known === 1) return dy;
  if (known === 2) return mul(mul(dy, 2), a);
  if (known !== undefined) return mul(mul(dy, known), pow(a, known - 1));
  const exponent = cast(b, a.dtype);
  // 0 * 0^-1 would be NaN where both are 0.
  return where(equal(exponent, 0), 0, mul(mul(dy, exponent), pow(a, sub(exponent, 1))));
}

import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, float, int } from "../operator.ts";
import { broadcastShapes, sameShape } from "../tensor.ts";
import { mul } from "./mul.ts";

/**
 * Gemm: alpha a b + beta c, with a and b transposed first when transA and transB say so; c broadcasts.
 *
 * Shapes    a [M, K], b [K, N], c that broadcasts to [M, N] -> y [M, N]
 * Gradient  da = alpha dy b^T, db = alpha a^T dy (transposed back where a or b was), dc = beta dy
 * ONNX      since opset 13 (c needed before 11); float32, float64
 */
export const gemmOperator = defineOperator({
  onnx: "Gemm",
  inputs: ["a", "b", "c?"],
  attributes: { alpha: float(1), beta: float(1), transA: int(0), transB: int(0) },
  infer: ({ inputs: { a, b, c }, attributes }) => {
    const [rows, inner] = attributes.transA === 1 ? [...a.shape].reverse() : a.shape;
    const [depth, columns] = attributes.transB === 1 ? [...b.shape].reverse() : b.shape;
    if (a.shape.length !== 2 || b.shape.length !== 2 || inner !== depth || a.dtype !== b.dtype) {
      throw shapeError("Gemm", a, {
        expected: `${depth} numbers for each image, as its weights [${b.shape}] take`,
        got: `${a.dtype} [${a.shape}]`,
        hint: "put a flatten or a global pool before it, or change its number of inputs",
      });
    }
    const shape = [rows!, columns!];
    if (c !== undefined && !sameShape(broadcastShapes(c.shape, shape) ?? [], shape)) {
      throw shapeError("Gemm", a, { expected: `a bias that broadcasts to [${shape}]`, got: `[${c.shape}]` });
    }
    return [{ dtype: a.dtype, shape }];
  },
  gradient: ({ inputs: { a, b, c }, attributes, dy }) => {
    const { alpha, beta, transA, transB } = attributes;
    return {
      a: () =>
        transA === 1
          ? gemm(b, dy, undefined, { alpha, transA: transB, transB: 1 })
          : gemm(dy, b, undefined, { alpha, transB: 1 - transB }),
      b: () =>
        transB === 1
          ? gemm(dy, a, undefined, { alpha, transA: 1, transB: transA })
          : gemm(a, dy, undefined, { alpha, transA: 1 - transA }),
      c: c === undefined ? null : () => (beta === 1 ? dy : mul(dy, beta)),
    };
  },
  trials: [
    { inputs: [[3, 4], [4, 5], [5]] },
    {
      inputs: [
        [3, 4],
        [4, 5],
      ],
    },
    { inputs: [[3, 4], [5, 4], [5]], attributes: { transB: 1 } },
    {
      inputs: [
        [4, 3],
        [4, 5],
        [3, 1],
      ],
      attributes: { transA: 1, alpha: 0.5, beta: 2 },
    },
    { inputs: [[4, 3], [5, 4], []], attributes: { transA: 1, transB: 1, alpha: 2, beta: 0.5 } },
    { inputs: [[1, 1], [1, 1], [1]] },
  ],
});

interface GemmAttributes {
  readonly alpha?: number;
  readonly beta?: number;
  readonly transA?: number;
  readonly transB?: number;
}

/** alpha a b + beta c for matrices; alpha and beta default to 1, transA and transB to 0. */
export function gemm(a: Value, b: Value, c?: Value, attributes: GemmAttributes = {}): Value {
  return applyOne(gemmOperator, [a, b, c], { ...attributes });
}

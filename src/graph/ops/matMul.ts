import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcastShapes, type Shape, sameShape, sizeOf } from "../tensor.ts";
import { reshape } from "./reshape.ts";
import { transpose } from "./transpose.ts";

/**
 * MatMul: the matrix product over the last two axes; axes before them broadcast (NumPy's matmul). A vector on the left
 * counts as a row, on the right as a column, and leaves no axis behind.
 *
 * Shapes    a [..., M, K], b [..., K, N] -> y [..., M, N]
 * Gradient  da = dy b^T, db = a^T dy, summed over broadcast axes by the walker
 * ONNX      since opset 13; float32, float64
 */
export const matMulOperator = defineOperator({
  onnx: "MatMul",
  inputs: ["a", "b"],
  infer: ({ inputs: { a, b } }) => {
    const { left, right } = asMatrices(a.shape, b.shape);
    const [rows, inner] = left.slice(-2);
    const [depth, columns] = right.slice(-2);
    const batch = broadcastShapes(left.slice(0, -2), right.slice(0, -2));
    if (inner === undefined || depth === undefined || inner !== depth || batch === undefined || a.dtype !== b.dtype) {
      throw shapeError("MatMul", a, {
        expected: "[..., M, K] times [..., K, N] of one type, with the same K",
        got: `${a.dtype} [${a.shape}] times ${b.dtype} [${b.shape}]`,
      });
    }
    const matrix = [...(a.shape.length === 1 ? [] : [rows!]), ...(b.shape.length === 1 ? [] : [columns!])];
    return [{ dtype: a.dtype, shape: [...batch, ...matrix] }];
  },
  gradient: ({ inputs: { a, b }, dy }) => {
    const { left, right } = asMatrices(a.shape, b.shape);
    const [rows, columns] = [left.at(-2)!, right.at(-1)!];
    const batch = broadcastShapes(left.slice(0, -2), right.slice(0, -2))!;
    const product = shaped(dy, [...batch, rows, columns]);
    return {
      // A vector's row is one more broadcast axis, which the walker sums away.
      a: () => matMul(product, transposeLast(shaped(b, right))),
      b: () => {
        // A batch of matrices by one matrix is one tall matrix by it: one product instead of a batch and a sum.
        const isTall = right.length === 2 && left.length > 2;
        const tall = (x: Value, width: number): Value => (isTall ? reshape(x, [sizeOf(x.shape) / width, width]) : x);
        const gradient = matMul(transposeLast(tall(shaped(a, left), left.at(-1)!)), tall(product, columns));
        return b.shape.length === 1 ? reshape(gradient, gradient.shape.slice(0, -1)) : gradient;
      },
    };
  },
  trials: [
    {
      inputs: [
        [3, 4],
        [4, 5],
      ],
    },
    {
      inputs: [
        { shape: [3, 4], dtype: "float64" },
        { shape: [4, 2], dtype: "float64" },
      ],
    },
    {
      inputs: [
        [2, 3, 4],
        [4, 5],
      ],
    },
    {
      inputs: [
        [2, 1, 3, 4],
        [5, 4, 2],
      ],
    },
    { inputs: [[4], [4, 3]] },
    { inputs: [[3, 4], [4]] },
    { inputs: [[4], [4]] },
    { inputs: [[2, 3, 4], [4]] },
    {
      inputs: [
        [1, 1],
        [1, 1],
      ],
    },
  ],
});

/** The matrix product of a [..., M, K] and b [..., K, N]. */
export function matMul(a: Value, b: Value): Value {
  return applyOne(matMulOperator, [a, b]);
}

/** The shapes with a vector made a row (left) or a column (right). */
function asMatrices(a: Shape, b: Shape): { left: Shape; right: Shape } {
  return { left: a.length === 1 ? [1, ...a] : a, right: b.length === 1 ? [...b, 1] : b };
}

function shaped(x: Value, shape: Shape): Value {
  return sameShape(x.shape, shape) ? x : reshape(x, shape);
}

function transposeLast(x: Value): Value {
  const rank = x.shape.length;
  const batch = x.shape.slice(0, -2).map((_, axis) => axis);
  return transpose(x, [...batch, rank - 1, rank - 2]);
}

import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcastShapes } from "../tensor.ts";
import { constantOf, stretched } from "./folding.ts";

/**
 * Where: a where the condition holds, else b; shapes broadcast as NumPy's do.
 *
 * Gradient  da = dy where the condition holds, else 0; db the other way round
 * ONNX      since opset 16
 */
export const whereOperator = defineOperator({
  onnx: "Where",
  inputs: ["condition", "a", "b"],
  infer: ({ inputs: { condition, a, b } }) => {
    const branches = broadcastShapes(a.shape, b.shape);
    const shape = branches && broadcastShapes(branches, condition.shape);
    if (shape === undefined || condition.dtype !== "bool" || a.dtype !== b.dtype) {
      throw shapeError("Where", condition, {
        expected: "bools and two tensors of one type, with shapes that broadcast",
        got: [condition, a, b].map((value) => `${value.dtype} [${value.shape}]`).join(", "),
      });
    }
    return [{ dtype: a.dtype, shape }];
  },
  // Not dy times the condition: 0 times infinity would be NaN.
  gradient: ({ inputs: { condition }, dy }) => ({
    condition: null,
    a: () => where(condition, dy, 0),
    b: () => where(condition, 0, dy),
  }),
  fold: ({ inputs: { condition, a, b } }) => {
    const branches = broadcastShapes(a.shape, b.shape);
    const shape = branches && broadcastShapes(branches, condition.shape);
    if (condition.constant === undefined || a.constant === undefined || b.constant === undefined) return undefined;
    if (shape === undefined) return undefined;
    const left = stretched(a.constant, shape);
    const right = stretched(b.constant, shape);
    const chosen = stretched(condition.constant, shape).map((isLeft, i) => (isLeft === 1 ? left[i]! : right[i]!));
    return [constantOf(a.dtype, shape, chosen)];
  },
  trials: [
    { inputs: [{ shape: [2, 2], dtype: "bool", values: [0, 1, 1, 0] }, [2, 2], [2, 2]] },
    { inputs: [{ shape: [2, 1], dtype: "bool", values: [0, 1] }, [3], []] },
    { inputs: [{ shape: [], dtype: "bool", values: [1] }, [1], [2, 3]] },
    {
      inputs: [
        { shape: [2], dtype: "bool", values: [0, 1] },
        { shape: [2], dtype: "float64" },
        { shape: [2], dtype: "float64" },
      ],
    },
  ],
});

/** a where the condition (bools) holds, else b; a plain number becomes a scalar of the other's type. */
export function where(condition: Value, a: Value | number, b: Value | number): Value {
  const like = typeof a === "number" ? b : a;
  const dtype = typeof like === "number" ? "float32" : like.dtype;
  const lift = (side: Value | number): Value => (typeof side === "number" ? condition.graph.scalar(side, dtype) : side);
  return applyOne(whereOperator, [condition, lift(a), lift(b)]);
}

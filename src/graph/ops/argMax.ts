import { applyOne, type Value } from "../graph.ts";
import { defineOperator, int } from "../operator.ts";
import { axisOf } from "./axis.ts";
import { reducedType } from "./reduction.ts";

/**
 * ArgMax: where along an axis the largest number is; of several equal ones the first, or the last by `select_last_index`.
 *
 * Gradient  none: a place is a whole number
 * ONNX      since opset 13
 */
export const argMaxOperator = defineOperator({
  onnx: "ArgMax",
  inputs: ["x"],
  attributes: { axis: int(0), keepdims: int(1), select_last_index: int(0) },
  infer: ({ inputs: { x }, attributes }) =>
    reducedType(x, [axisOf("ArgMax", x, attributes.axis)], attributes.keepdims === 1).map(({ shape }) => ({
      dtype: "int64",
      shape,
    })),
  noGradient: "a place is a whole number, which has no small changes",
  trials: [
    { inputs: [[2, 3]], attributes: { axis: 1, keepdims: 0 } },
    { inputs: [[2, 3, 4]], attributes: { axis: -2 } },
    { inputs: [{ shape: [3], values: [1, 2, 2] }], attributes: { select_last_index: 1 } },
    { inputs: [[1, 1]] },
  ],
});

/** Where along an axis the largest number is, int64; the first of several equal ones. `keepdims` 1 keeps the axis (default). */
export function argMax(x: Value, axis: number, keepdims: 0 | 1 = 1): Value {
  return applyOne(argMaxOperator, [x], { axis, keepdims });
}

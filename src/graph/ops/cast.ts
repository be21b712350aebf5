import { applyOne, type Value } from "../graph.ts";
import { defineOperator, int } from "../operator.ts";
import { type DType, numbersOf, type TensorData } from "../tensor.ts";
import { dtypeOf, onnxTypeOf } from "./dtypes.ts";
import { constantOf } from "./folding.ts";

/**
 * Cast: the same numbers as another element type.
 *
 * Gradient  dx = dy cast back, between float types; none through whole numbers and bools
 * ONNX      since opset 19
 */
export const castOperator = defineOperator({
  onnx: "Cast",
  inputs: ["x"],
  attributes: { to: int(1), saturate: int(undefined) },
  infer: ({ inputs: { x }, attributes }) => [{ dtype: dtypeOf(attributes.to, x.name), shape: x.shape }],
  gradient: ({ inputs: { x }, outputs: [y], dy }) => ({
    x: x.dtype.startsWith("float") && y!.dtype.startsWith("float") ? () => cast(dy, x.dtype) : null,
  }),
  fold: ({ inputs: { x }, attributes }) => x.constant && [foldCast(x.constant, dtypeOf(attributes.to, x.name))],
  trials: [
    { inputs: [[2, 3]], attributes: { to: 11 } },
    { inputs: [{ shape: [3], dtype: "uint8", values: [0, 7, 255] }], attributes: { to: 1 } },
  ],
});

/** x as another element type; x itself when it has that type already. */
export function cast(x: Value, dtype: DType): Value {
  return x.dtype === dtype ? x : applyOne(castOperator, [x], { to: onnxTypeOf[dtype] });
}

function foldCast(data: TensorData, dtype: DType): TensorData {
  const numbers = numbersOf(data);
  const isReal = dtype === "float32" || dtype === "float64";
  const convert = dtype === "bool" ? (v: number) => (v === 0 ? 0 : 1) : isReal ? (v: number) => v : Math.trunc;
  return constantOf(dtype, data.shape, numbers.map(convert));
}

import { WrasseError } from "../../base/errors.ts";
import type { DType } from "../tensor.ts";

/** ONNX's numbers for element types (TensorProto.DataType). */
export const onnxTypeOf: Readonly<Record<DType, number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11,
};

const byNumber = new Map(Object.entries(onnxTypeOf).map(([dtype, number]) => [number, dtype as DType]));

/** @throws WrasseError "element-type-unknown" for types that Wrasse does not compute with, such as float16 */
export function dtypeOf(onnxType: number, at: string): DType {
  const dtype = byNumber.get(onnxType);
  if (dtype !== undefined) return dtype;
  throw new WrasseError("element-type-unknown", {
    at,
    expected: `one of ${[...byNumber.values()].join(", ")}`,
    got: `ONNX element type ${onnxType}`,
    hint: "export the model in float32",
  });
}

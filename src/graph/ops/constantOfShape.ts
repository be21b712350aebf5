import { applyOne, type Value } from "../graph.ts";
import { defineOperator, tensor } from "../operator.ts";
import { numbersOf, sizeOf, type TensorData, tensorOf } from "../tensor.ts";
import { constantNumbers } from "./constantInput.ts";

/**
 * ConstantOfShape: a tensor of one number; `value` holds it (default the float32 0).
 *
 * Gradient  none: it depends on no numbers
 * ONNX      since opset 20
 */
export const constantOfShapeOperator = defineOperator({
  onnx: "ConstantOfShape",
  inputs: ["shape"],
  attributes: { value: tensor() },
  infer: ({ inputs, attributes }) => [
    { dtype: attributes.value?.dtype ?? "float32", shape: constantNumbers("ConstantOfShape", "shape", inputs.shape) },
  ],
  noGradient: "it depends on no numbers but its shape",
  // Small whole numbers take part in shape arithmetic; a large tensor is left to the runtime.
  fold: ({ inputs, attributes }) => {
    const shape = constantNumbers("ConstantOfShape", "shape", inputs.shape);
    if (sizeOf(shape) > 4096) return undefined;
    const value = attributes.value === undefined ? 0 : numbersOf(attributes.value)[0]!;
    return [tensorOf(attributes.value?.dtype ?? "float32", shape, new Array<number>(sizeOf(shape)).fill(value))];
  },
  trials: [
    { inputs: [{ shape: [2], dtype: "int64", values: [2, 3] }], constants: [0] },
    {
      inputs: [{ shape: [1], dtype: "int64", values: [4] }],
      constants: [0],
      attributes: { value: tensorOf("int32", [1], [7]) },
    },
    { inputs: [{ shape: [0], dtype: "int64", values: [] }], constants: [0] },
  ],
});

/** A tensor of a known shape (int64 list) filled with one number (a tensor of one element; default the float32 0). */
export function constantOfShape(shape: Value, value?: TensorData): Value {
  return applyOne(constantOfShapeOperator, [shape], value === undefined ? {} : { value });
}

import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, int } from "../operator.ts";
import { type DType, numbersOf, sizeOf, type TensorData } from "../tensor.ts";
import { axisOf } from "./axis.ts";
import { constantOf } from "./folding.ts";
import { slice } from "./slice.ts";

/**
 * Concat: joins tensors along an axis; their other axes are equal.
 *
 * Gradient  each input's part of dy
 * ONNX      since opset 13
 */
export const concatOperator = defineOperator({
  onnx: "Concat",
  inputs: ["values*"],
  attributes: { axis: int(0) },
  infer: ({ inputs: { values }, attributes }) => {
    const first = values[0]!;
    const axis = axisOf("Concat", first, attributes.axis);
    for (const value of values) checkFits(first, value, axis);
    const length = values.reduce((sum, value) => sum + value.shape[axis]!, 0);
    return [{ dtype: first.dtype, shape: first.shape.with(axis, length) }];
  },
  gradient: ({ inputs: { values }, attributes, dy }) => {
    const axis = axisOf("Concat", dy, attributes.axis);
    let end = 0;
    return {
      values: values.map((value) => {
        const start = end;
        end += value.shape[axis]!;
        const stop = end;
        return () => (values.length === 1 ? dy : slice(dy, [start], [stop], [axis]));
      }),
    };
  },
  fold: ({ inputs: { values }, attributes }) => {
    const parts = values.map((value) => value.constant);
    if (parts.some((part) => part === undefined)) return undefined;
    return [joined(parts as TensorData[], axisOf("Concat", values[0]!, attributes.axis), values[0]!.dtype)];
  },
  trials: [
    {
      inputs: [
        [2, 3],
        [2, 1],
      ],
      attributes: { axis: 1 },
    },
    {
      inputs: [
        [2, 3, 2],
        [1, 3, 2],
        [3, 3, 2],
      ],
      attributes: { axis: 0 },
    },
    {
      inputs: [
        [2, 3],
        [2, 2],
      ],
      attributes: { axis: -1 },
    },
    { inputs: [[2, 3]], attributes: { axis: 0 } },
    {
      inputs: [
        [2, 0],
        [2, 2],
      ],
      attributes: { axis: 1 },
    },
  ],
});

/** The values joined along an axis. */
export function concat(values: readonly Value[], axis: number): Value {
  return applyOne(concatOperator, values, { axis });
}

function checkFits(first: Value, value: Value, axis: number): void {
  const fits =
    value.dtype === first.dtype &&
    value.shape.length === first.shape.length &&
    value.shape.every((size, at) => at === axis || size === first.shape[at]);
  if (fits) return;
  throw shapeError("Concat", first, {
    expected: `tensors that differ along axis ${axis} only`,
    got: `${first.dtype} [${first.shape}] and ${value.dtype} [${value.shape}]`,
  });
}

function joined(parts: readonly TensorData[], axis: number, dtype: DType): TensorData {
  const first = parts[0]!.shape;
  const rows = sizeOf(first.slice(0, axis));
  const length = parts.reduce((sum, part) => sum + part.shape[axis]!, 0);
  const numbers = parts.map(numbersOf);
  const values: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (const list of numbers)
      values.push(...list.slice((row * list.length) / rows, ((row + 1) * list.length) / rows));
  }
  return constantOf(dtype, first.with(axis, length), values);
}

import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { tensorOf } from "../tensor.ts";
import { constantNumbers } from "./constantInput.ts";

/**
 * Range: start, start + step, ... up to but without limit; all three are scalars that are known while the graph is built.
 *
 * Gradient  none: its length depends on its inputs
 * ONNX      since opset 11
 */
export const rangeOperator = defineOperator({
  onnx: "Range",
  inputs: ["start", "limit", "step"],
  infer: ({ inputs }) => [{ dtype: inputs.start.dtype, shape: [listed(inputs).length] }],
  noGradient: "its length depends on its inputs",
  fold: ({ inputs }) => {
    const numbers = listed(inputs);
    return [tensorOf(inputs.start.dtype, [numbers.length], numbers)];
  },
  trials: [
    rangeTrial("int64", [0, 5, 1]),
    rangeTrial("int64", [5, -1, -2]),
    rangeTrial("float32", [0, 1, 0.25]),
    rangeTrial("int64", [3, 3, 1]),
  ],
});

/** start, start + step, ... up to but without limit: constant scalars of one type. */
export function range(start: Value, limit: Value, step: Value): Value {
  return applyOne(rangeOperator, [start, limit, step]);
}

function listed({ start, limit, step }: { start: Value; limit: Value; step: Value }): number[] {
  const [from] = constantNumbers("Range", "start", start);
  const [to] = constantNumbers("Range", "limit", limit);
  const [by] = constantNumbers("Range", "step", step);
  if (by === 0) throw shapeError("Range", step, { expected: "a step other than 0", got: "0" });
  const count = Math.max(0, Math.ceil((to! - from!) / by!));
  return Array.from({ length: count }, (_, i) => from! + i * by!);
}

function rangeTrial(dtype: "int64" | "float32", values: readonly [number, number, number]) {
  return { inputs: values.map((value) => ({ shape: [], dtype, values: [value] })), constants: [0, 1, 2] };
}

import { gradients } from "../../src/graph/gradients.ts";
import type { Value } from "../../src/graph/graph.ts";
import { numbersOf, type TensorData } from "../../src/graph/tensor.ts";
import { evaluate } from "./run.ts";

/** A function's output, and the gradient of the sum of its elements by each float input, as plain numbers. */
export interface ValueAndGradient {
  readonly y: number[];
  readonly shape: readonly number[];
  readonly gradients: Readonly<Record<string, number[]>>;
}

/** Runs a function of tensors, and its gradient. Inputs that the output does not depend on get no gradient. */
export async function valueAndGradient(
  inputs: Readonly<Record<string, TensorData>>,
  build: (values: Record<string, Value>) => Value,
): Promise<ValueAndGradient> {
  let shape: readonly number[] = [];
  const results = await evaluate(inputs, (values) => {
    const y = build(values);
    shape = y.shape;
    const outputs: Record<string, Value> = { y };
    if (!y.dtype.startsWith("float")) return outputs;
    const wanted = Object.keys(inputs).filter((name) => inputs[name]!.dtype.startsWith("float"));
    gradients(
      y,
      wanted.map((name) => values[name]!),
    ).forEach((gradient, i) => {
      if (gradient !== undefined) outputs[`d${wanted[i]}`] = gradient;
    });
    return outputs;
  });
  const { y, ...rest } = results as Record<string, TensorData> & { y: TensorData };
  return {
    y: numbersOf(y),
    shape,
    gradients: Object.fromEntries(Object.entries(rest).map(([name, data]) => [name.slice(1), numbersOf(data)])),
  };
}

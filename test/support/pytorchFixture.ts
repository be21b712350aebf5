import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { gradients } from "../../src/graph/gradients.ts";
import { applyOne, Graph, type Value } from "../../src/graph/graph.ts";
import type { AttributeValue, Operator } from "../../src/graph/operator.ts";
import { type DType, numbersOf, type TensorData, tensorOf } from "../../src/graph/tensor.ts";
import { Program } from "../../src/runtime/program.ts";
import { ProgramState } from "../../src/runtime/state.ts";

interface StoredTensor {
  readonly dtype?: DType;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** One call of an operator as PyTorch computed it; written by test/fixtures/operator_cases.py. */
interface Case {
  readonly name: string;
  readonly inputs: readonly (StoredTensor | null)[];
  readonly constants: readonly number[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly output: StoredTensor;
  readonly outputGradient: StoredTensor;
  readonly gradients: readonly (StoredTensor | null)[];
}

/**
 * The operator's first output and gradients are PyTorch's, for each case in test/fixtures/operators/NAME.json.
 *
 * @param tolerance of the largest number of each tensor; float32 sums in another order differ by about 1e-6
 */
export function agreesWithPyTorch(operator: Operator, name: string, tolerance = 1e-5): void {
  const file = new URL(`../fixtures/operators/${name}.json`, import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: readonly Case[] };
  describe(`${operator.onnx} agrees with PyTorch`, () => {
    test.each(cases)("$name", async (given) => {
      const { output, found } = await compute(operator, given);
      expectClose("output", output, given.output, tolerance);
      given.gradients.forEach((expected, position) => {
        if (expected !== null) expectClose(`gradient by input ${position}`, found[position], expected, tolerance);
      });
    });
  });
}

async function compute(
  operator: Operator,
  given: Case,
): Promise<{ output: TensorData; found: readonly (TensorData | undefined)[] }> {
  const graph = new Graph();
  const feeds: Record<string, TensorData> = {};
  const values = given.inputs.map((stored, position) => {
    if (stored === null) return undefined;
    const data = dataOf(stored);
    if (given.constants.includes(position)) return graph.constant(data);
    feeds[`x${position}`] = data;
    return graph.input(`x${position}`, data.dtype, data.shape);
  });
  const output = applyOne(operator, values, given.attributes);
  const wanted = values.filter((value, position): value is Value => value !== undefined && !!given.gradients[position]);
  const outputs: Record<string, Value> = { output };
  gradients(output, wanted, graph.constant(dataOf(given.outputGradient))).forEach((gradient, i) => {
    if (gradient !== undefined) outputs[gradientName(wanted[i])] = gradient;
  });
  const program = await Program.compile(graph, outputs, { threads: 1 });
  try {
    const results = await program.run(new ProgramState(), feeds);
    return { output: results.output!, found: values.map((value) => results[gradientName(value)]) };
  } finally {
    await program.release();
  }
}

function gradientName(value: Value | undefined): string {
  return `gradient by ${value?.name}`;
}

function dataOf({ dtype = "float32", shape, values }: StoredTensor): TensorData {
  return tensorOf(dtype, shape, values);
}

function expectClose(what: string, got: TensorData | undefined, expected: StoredTensor, tolerance: number): void {
  expect(got?.shape, what).toEqual(expected.shape);
  const scale = Math.max(1e-3, ...expected.values.map(Math.abs));
  const numbers = numbersOf(got!);
  const worst = expected.values.reduce((most, value, i) => Math.max(most, Math.abs(value - numbers[i]!)), 0);
  expect(worst / scale, `${what}: largest difference, as a share of the largest number`).toBeLessThan(tolerance);
}

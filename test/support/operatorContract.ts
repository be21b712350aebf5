import { describe, expect, test } from "vitest";
import { draws } from "../../src/base/random.ts";
import { gradients } from "../../src/graph/gradients.ts";
import { apply, Graph, type Value } from "../../src/graph/graph.ts";
import { importModel, parseModel, writeModel } from "../../src/graph/onnx.ts";
import type { Operator, Trial } from "../../src/graph/operator.ts";
import { mul } from "../../src/graph/ops/mul.ts";
import { reduceSum } from "../../src/graph/ops/reduceSum.ts";
import { numbersOf, type Shape, sizeOf, type TensorData, tensorOf } from "../../src/graph/tensor.ts";
import { Program } from "../../src/runtime/program.ts";
import { ProgramState } from "../../src/runtime/state.ts";

const seed = Number(process.env["WRASSE_TEST_SEED"] ?? 1);

/**
 * What every operator keeps, on each of its trials: the inferred types are those that onnxruntime gives; the gradient is
 * the slope; the node can be written to a file and read back. WRASSE_TEST_SEED chooses other random numbers.
 */
export function operatorContract(operator: Operator): void {
  describe(`${operator.onnx} keeps the contract (seed ${seed})`, () => {
    operator.trials.forEach((trial, number) => {
      const name = `trial ${number}: ${JSON.stringify(trial.inputs.map((input) => input && ("shape" in input ? input.shape : input)))} ${JSON.stringify(trial.attributes ?? {})}`;
      test(`${name} has the inferred types, and survives a file`, async () => {
        const { graph, outputs, feeds } = build(operator, trial);
        const bytes = writeModel(graph, { outputs: named(outputs) });
        const values = await runAll(graph, outputs, feeds);
        outputs.forEach((output, i) => {
          expect(values[i]!.data.length).toBe(sizeOf(output.shape));
        });
        const again = new Graph();
        const inputs = Object.fromEntries(
          graph.inputs.map((input) => [input.name, again.input(input.name, input.dtype, input.shape)]),
        );
        const model = parseModel(bytes, "written");
        const found = importModel(
          model,
          { graph: again, inputs, weight: (_, data) => again.constant(data), at: "written" },
          () => operator,
        );
        const reread = await runAll(
          again,
          outputs.map((_, i) => found.get(`y${i}`)!),
          feeds,
        );
        reread.forEach((value, i) => {
          expect(found.get(`y${i}`)!.shape).toEqual(outputs[i]!.shape);
          expect(value.dtype).toBe(outputs[i]!.dtype);
          expect(numbersOf(value)).toEqual(numbersOf(values[i]!));
        });
      });
      if (operator.gradient !== undefined) {
        trial.inputs.forEach((_, position) => {
          const { values } = build(operator, trial);
          const isConstant = trial.constants?.includes(position) === true;
          if (values[position] === undefined || !values[position]!.dtype.startsWith("float") || isConstant) return;
          test(`${name}: the gradient by input ${position} is the slope`, async () => {
            const slopes = await slopeCheck(operator, trial, position);
            if (slopes === undefined) return;
            for (const { numeric, analytic, scale } of slopes) {
              expect(Number.isFinite(analytic)).toBe(true);
              // Rounding: eps / h of the function's size; truncation: h^2 of its third derivative (STYLE, section 6).
              if (trial.noSlope === undefined) expect(Math.abs(numeric - analytic) / scale).toBeLessThan(3e-3);
            }
          });
        });
      }
    });
  });
}

interface Built {
  readonly graph: Graph;
  readonly values: readonly (Value | undefined)[];
  readonly outputs: readonly Value[];
  readonly feeds: Record<string, TensorData>;
}

function build(operator: Operator, trial: Trial): Built {
  const graph = new Graph();
  const feeds: Record<string, TensorData> = {};
  const values = trial.inputs.map((input, position) => {
    if (input === null) return undefined;
    const data = fill(input, position);
    if (trial.constants?.includes(position) === true) return graph.constant(data);
    const name = `x${position}`;
    feeds[name] = data;
    return graph.input(name, data.dtype, data.shape);
  });
  const outputs = values.some((value) => value !== undefined)
    ? apply(operator, values, trial.attributes)
    : graph.add(operator, [], trial.attributes);
  return { graph, values, outputs, feeds };
}

function fill(input: Exclude<Trial["inputs"][number], null>, position: number): TensorData {
  const { shape, dtype = "float32", values, range } = "shape" in input ? input : { shape: input as Shape };
  if (values !== undefined) return tensorOf(dtype, shape, values);
  const rng = draws(seed, "trial", position);
  const draw = (): number => (range === undefined ? rng.normal() : rng.uniform(range[0], range[1]));
  return tensorOf(dtype, shape, Array.from({ length: sizeOf(shape) }, draw));
}

function named(outputs: readonly Value[]): Map<string, Value> {
  return new Map(outputs.map((output, i) => [`y${i}`, output]));
}

async function runAll(
  graph: Graph,
  outputs: readonly Value[],
  feeds: Record<string, TensorData>,
): Promise<TensorData[]> {
  const program = await Program.compile(graph, Object.fromEntries(named(outputs)), { threads: 1 });
  try {
    const results = await program.run(new ProgramState(), feeds);
    return outputs.map((_, i) => results[`y${i}`]!);
  } finally {
    await program.release();
  }
}

/**
 * Compares <gradient, u> with the slope along a random unit direction u, for a random weighing of the outputs; undefined
 * when the operator has no gradient by this input, by nature.
 */
async function slopeCheck(
  operator: Operator,
  trial: Trial,
  position: number,
): Promise<{ numeric: number; analytic: number; scale: number }[] | undefined> {
  const { graph, values, outputs, feeds } = build(operator, trial);
  const real = outputs.map((output, i) => [output, i] as const).filter(([output]) => output.dtype.startsWith("float"));
  const results: { numeric: number; analytic: number; scale: number }[] = [];
  for (const [output, i] of real) {
    const weighing = fill({ shape: output.shape, dtype: output.dtype }, 100 + i);
    const loss = reduceSum(mul(output, graph.constant(weighing)), undefined, { keepdims: 0 });
    const [gradient] = gradients(loss, [values[position]!]);
    if (gradient === undefined) continue;
    expect(gradient.shape).toEqual(values[position]!.shape);
    const x = feeds[`x${position}`]!;
    const direction = unitDirection(x.data.length);
    const size = Math.sqrt(numbersOf(x).reduce((sum, v) => sum + v * v, 0) / Math.max(1, x.data.length));
    const h = (x.dtype === "float64" ? 1e-5 : 5e-3) * Math.max(1, size);
    const program = await Program.compile(graph, { output, gradient }, { threads: 1 });
    const at = async (step: number): Promise<number> => {
      const moved = tensorOf(
        x.dtype,
        x.shape,
        numbersOf(x).map((v, k) => v + step * direction[k]!),
      );
      const values = numbersOf((await program.run(new ProgramState(), { ...feeds, [`x${position}`]: moved })).output);
      return values.reduce((sum, v, k) => sum + v * Number(weighing.data[k]), 0); // summed in float64
    };
    const numeric = ((await at(h)) - (await at(-h))) / (2 * h);
    const slope = numbersOf((await program.run(new ProgramState(), feeds)).gradient);
    const analytic = slope.reduce((sum, v, k) => sum + v * direction[k]!, 0);
    const norm = Math.sqrt(slope.reduce((sum, v) => sum + v * v, 0));
    results.push({ numeric, analytic, scale: Math.max(1, norm) });
    await program.release();
  }
  return results.length === 0 ? undefined : results;
}

function unitDirection(length: number): number[] {
  const rng = draws(seed, "direction");
  const direction = Array.from({ length }, () => rng.normal());
  const norm = Math.sqrt(direction.reduce((sum, v) => sum + v * v, 0));
  return direction.map((v) => v / norm);
}

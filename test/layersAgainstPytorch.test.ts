import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { gradients } from "../src/graph/gradients.ts";
import { Graph, type Value } from "../src/graph/graph.ts";
import { logSoftmax } from "../src/graph/ops/logSoftmax.ts";
import { mul } from "../src/graph/ops/mul.ts";
import { reduceSum } from "../src/graph/ops/reduceSum.ts";
import { sub } from "../src/graph/ops/sub.ts";
import { numbersOf, type TensorData, tensorOf } from "../src/graph/tensor.ts";
import { parseLayers } from "../src/nn/layerList.ts";
import { buildNetwork } from "../src/nn/network.ts";
import { Program } from "../src/runtime/program.ts";
import { ProgramState } from "../src/runtime/state.ts";

interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}
type Tensors = Readonly<Record<string, StoredTensor>>;

/** One layer as PyTorch computed it; written by test/fixtures/layers.py. */
interface Case {
  readonly name: string;
  readonly layers: unknown;
  readonly isTraining: boolean;
  readonly x: StoredTensor;
  readonly states: Tensors;
  readonly y: StoredTensor;
  readonly dy: StoredTensor;
  readonly dx: StoredTensor;
  readonly gradients: Tensors;
  /** States that a step moves without gradients. */
  readonly after: Tensors;
}

/** 20 steps of plain SGD on one batch. */
interface Training {
  readonly name: string;
  readonly layers: unknown;
  readonly learningRate: number;
  readonly x: StoredTensor;
  readonly labels: readonly number[];
  readonly states: Tensors;
  readonly losses: readonly number[];
  readonly after: Tensors;
}

const file = new URL("./fixtures/layers.json", import.meta.url);
const { cases, trainings } = JSON.parse(readFileSync(file, "utf8")) as {
  cases: readonly Case[];
  trainings: readonly Training[];
};

/** Float32 sums in another order differ by about 1e-6 of the largest number. */
const tolerance = 1e-5;

describe("a layer's output and gradients are PyTorch's", () => {
  test.each(cases)("$name", async (given) => {
    const graph = new Graph();
    const x = graph.input("x", "float32", given.x.shape);
    const options = { isTraining: given.isTraining, seed: 0, classes: 3 };
    const y = buildNetwork(graph, parseLayers(given.layers, "model"), x, options);
    const learnt = Object.keys(given.gradients).map((name) => graph.states.get(name)!.value);
    const made = gradients(y, [x, ...learnt], graph.constant(dataOf(given.dy)));
    const outputs: Record<string, Value> = { y };
    [x, ...learnt].forEach((value, i) => {
      outputs[`by ${value.name}`] = made[i]!;
    });
    const { results, state } = await runSteps(graph, outputs, given, 1);
    expectClose("output", results[0]!["y"]!, given.y);
    expectClose("gradient by x", results[0]!["by x"]!, given.dx);
    for (const [name, gradient] of Object.entries(given.gradients)) {
      expectClose(`gradient by ${name}`, results[0]![`by ${name}`]!, gradient);
    }
    for (const [name, moved] of Object.entries(given.after)) expectClose(name, numbersOf(state.read(name)), moved);
  });
});

describe("20 steps of SGD give PyTorch's losses and weights", () => {
  test.each(trainings)("$name", async (given) => {
    const graph = new Graph();
    const x = graph.input("x", "float32", given.x.shape);
    const logits = buildNetwork(graph, parseLayers(given.layers, "model"), x, {
      isTraining: true,
      seed: 0,
      classes: 3,
    });
    const targets = given.labels.flatMap((label) => [0, 1, 2].map((each) => (each === label ? 1 : 0)));
    const shares = graph.constant(
      tensorOf(
        "float32",
        logits.shape,
        targets.map((v) => -v / given.labels.length),
      ),
    );
    const loss = reduceSum(mul(logSoftmax(logits), shares), undefined, { keepdims: 0 });
    const learnt = [...graph.states.values()].filter(({ isTrainable }) => isTrainable).map(({ value }) => value);
    gradients(loss, learnt).forEach((gradient, i) => {
      graph.update(learnt[i]!, sub(learnt[i]!, mul(gradient!, given.learningRate)));
    });
    expect([...graph.states.keys()].sort()).toEqual(Object.keys(given.states).sort());
    const { results, state } = await runSteps(graph, { loss }, given, 20);
    const losses = results.map((result) => result["loss"]![0]!);
    expect(losses.at(-1)!, "the net learns").toBeLessThan(0.8 * losses[0]!);
    expectClose("losses", losses, { shape: [20], values: given.losses });
    for (const [name, weight] of Object.entries(given.after)) expectClose(name, numbersOf(state.read(name)), weight);
  });
});

async function runSteps(
  graph: Graph,
  outputs: Readonly<Record<string, Value>>,
  given: { readonly x: StoredTensor; readonly states: Tensors },
  steps: number,
): Promise<{ results: Record<string, number[]>[]; state: ProgramState }> {
  const program = await Program.compile(graph, outputs, { threads: 1 });
  const state = new ProgramState();
  state.declare(graph);
  for (const [name, tensor] of Object.entries(given.states)) state.write(name, dataOf(tensor));
  const results: Record<string, number[]>[] = [];
  try {
    for (let step = 0; step < steps; step += 1) {
      const made = await program.run(state, { x: dataOf(given.x) });
      results.push(Object.fromEntries(Object.entries(made).map(([name, tensor]) => [name, numbersOf(tensor)])));
    }
  } finally {
    await program.release();
  }
  return { results, state };
}

function dataOf({ shape, values }: StoredTensor): TensorData {
  return tensorOf("float32", shape, values);
}

/** The largest difference as a share of the tensor's largest number; a tensor of all but zeros counts as 0.01 large. */
function expectClose(what: string, got: readonly number[], { values }: StoredTensor): void {
  expect(got.length, what).toBe(values.length);
  const scale = Math.max(1e-2, ...values.map(Math.abs));
  const worst = values.reduce((most, value, i) => Math.max(most, Math.abs(value - got[i]!)), 0);
  expect(worst / scale, what).toBeLessThan(tolerance);
}

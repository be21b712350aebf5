import { describe, expect, test } from "vitest";
import { draws } from "../../src/base/random.ts";
import { gradients } from "../../src/graph/gradients.ts";
import { Graph, type Value } from "../../src/graph/graph.ts";
import { writeModel } from "../../src/graph/onnx.ts";
import { numbersOf, type Shape, sizeOf, type TensorData, tensorOf } from "../../src/graph/tensor.ts";
import type { Layer, LayerSpec } from "../../src/nn/layer.ts";
import { parseLayers, writeLayers } from "../../src/nn/layerList.ts";
import { buildNetwork } from "../../src/nn/network.ts";
import { Program } from "../../src/runtime/program.ts";
import { openSession, runtimeTensor } from "../../src/runtime/session.ts";
import { ProgramState } from "../../src/runtime/state.ts";

const seed = Number(process.env["WRASSE_TEST_SEED"] ?? 1);
export const classes = 4;

/** One use of a layer: what a config says after its name, and the shapes of one sample that goes in and comes out. */
export interface LayerCase {
  /** Options or shorthand; left out: the layer's name alone. */
  readonly options?: unknown;
  readonly x: Shape;
  readonly y: Shape;
  /** Names and shapes of what it learns and keeps, after the layer's own place; default: none. */
  readonly states?: Readonly<Record<string, Shape>>;
}

/**
 * What every layer keeps, in each case: both modes have the same states and the right output shape, at several batch
 * sizes; gradients are slopes; in evaluation a sample's output is its own, and a written model takes any batch.
 * WRASSE_TEST_SEED chooses other random numbers.
 */
export function layerContract(layer: Layer, cases: readonly LayerCase[]): void {
  describe(`${layer.id} keeps the contract of layers (seed ${seed})`, () => {
    test.each(cases.map((given) => [label(given), given] as const))("%s", async (_, given) => {
      const specs = parseLayers([given.options === undefined ? layer.id : { [layer.id]: given.options }], "model");
      expect(parseLayers(writeLayers(specs), "model"), "written and read again").toEqual(specs);
      for (const batch of [1, 3]) {
        for (const isTraining of [true, false]) {
          const { graph, y } = build(specs, given.x, batch, isTraining);
          expect(y.shape).toEqual([batch, ...given.y]);
          const place = `0.${layer.id}.`;
          const states = [...graph.states].map(([name, { value }]) => [name.replace(place, ""), value.shape]);
          expect(Object.fromEntries(states)).toEqual(given.states ?? {});
        }
      }
      await checkSlopes(specs, given);
      await checkEvaluation(specs, given);
    });
  });
}

function label({ options, x }: LayerCase): string {
  return `${options === undefined ? "by name" : JSON.stringify(options)} on [${x}]`;
}

interface Built {
  readonly graph: Graph;
  readonly x: Value;
  readonly y: Value;
}

function build(specs: readonly LayerSpec[], shape: Shape, batch: number, isTraining: boolean): Built {
  const graph = new Graph();
  const x = graph.input("x", "float32", [batch, ...shape]);
  return { graph, x, y: buildNetwork(graph, specs, x, { isTraining, seed, classes }) };
}

/** States away from their first numbers, so that a scale of 1 or a bias of 0 hides nothing. */
function unusualState(graph: Graph): ProgramState {
  const state = new ProgramState();
  state.declare(graph);
  for (const [name, { value }] of graph.states) {
    const isVariance = name.endsWith(".variance");
    state.write(name, randomTensor(name, value.shape, isVariance));
  }
  return state;
}

function randomTensor(name: string, shape: Shape, isPositive = false): TensorData {
  const rng = draws(seed, name);
  const values = Array.from({ length: sizeOf(shape) }, () => (isPositive ? rng.uniform(0.5, 1.5) : rng.normal()));
  return tensorOf("float32", shape, values);
}

/** Compares gradients with slopes along a random unit direction, for a random weighing of the output (STYLE, section 6). */
async function checkSlopes(specs: readonly LayerSpec[], given: LayerCase): Promise<void> {
  const { graph, x, y } = build(specs, given.x, 3, true);
  const weighing = randomTensor("weighing", y.shape);
  const learnt = [...graph.states.values()].filter(({ isTrainable }) => isTrainable).map(({ value }) => value);
  const made = gradients(y, [x, ...learnt], graph.constant(weighing));
  const outputs = new Map<string, Value>([["y", y]]);
  [x, ...learnt].forEach((value, i) => {
    expect(made[i], `the output depends on ${value.name}`).toBeDefined();
    expect(made[i]!.shape).toEqual(value.shape);
    outputs.set(`by ${value.name}`, made[i]!);
  });
  const program = await Program.compile(graph, Object.fromEntries(outputs), { threads: 1, isReadOnly: true });
  const state = unusualState(graph);
  const feeds = { x: randomTensor("x", x.shape) };
  const random = { seed, step: 0 };
  try {
    const loss = async (fed = feeds): Promise<number> => {
      const numbers = numbersOf((await program.run(state, fed, random)).y!);
      return numbers.reduce((sum, v, i) => sum + v * Number(weighing.data[i]), 0); // summed in float64
    };
    const results = await program.run(state, feeds, random);
    const analytic = new Map([...outputs.keys()].map((name) => [name, numbersOf(results[name]!)]));
    for (const value of [x, ...learnt]) {
      const direction = unitDirection(value.name, sizeOf(value.shape));
      const h = 5e-3; // near the cube root of float32's epsilon, where truncation and rounding meet
      const start = value === x ? feeds.x : { ...state.read(value.name), data: state.read(value.name).data.slice() };
      const at = async (step: number): Promise<number> => {
        const moved = tensorOf(
          "float32",
          value.shape,
          numbersOf(start as TensorData).map((v, i) => v + step * direction[i]!),
        );
        if (value === x) return loss({ x: moved });
        state.write(value.name, moved);
        const result = await loss();
        state.write(value.name, start as TensorData);
        return result;
      };
      const numeric = ((await at(h)) - (await at(-h))) / (2 * h);
      const gradient = analytic.get(`by ${value.name}`)!;
      const slope = gradient.reduce((sum, v, i) => sum + v * direction[i]!, 0);
      const norm = Math.sqrt(gradient.reduce((sum, v) => sum + v * v, 0));
      expect(Math.abs(slope - numeric) / Math.max(1, norm), `gradient by ${value.name}`).toBeLessThan(3e-3);
    }
  } finally {
    await program.release();
  }
}

/** A batch of 3, each of its samples by itself, and a file written with a free batch all give the same. */
async function checkEvaluation(specs: readonly LayerSpec[], given: LayerCase): Promise<void> {
  const samples = randomTensor("evaluated", [3, ...given.x]);
  const single = build(specs, given.x, 1, false);
  const state = unusualState(single.graph);
  const alone = await Program.compile(single.graph, { y: single.y }, { threads: 1 });
  const wholes: number[] = [];
  for (let i = 0; i < 3; i += 1) {
    const size = sizeOf(given.x);
    const sample = tensorOf("float32", [1, ...given.x], numbersOf(samples).slice(i * size, (i + 1) * size));
    wholes.push(...numbersOf((await alone.run(state, { x: sample })).y));
  }
  await alone.release();

  const two = build(specs, given.x, 2, false);
  const weights = state.snapshot();
  const bytes = writeModel(two.graph, { outputs: new Map([["y", two.y]]), weights, hasFreeBatch: true });
  const session = await openSession(bytes, { threads: 1 });
  const { y } = await session.run({ x: runtimeTensor(samples) });
  await session.release();
  expect(y!.dims, "a file with a free batch").toEqual([3, ...given.y]);
  const numbers = Array.from(y!.data as Float32Array);
  const largest = Math.max(1, ...wholes.map(Math.abs));
  const worst = wholes.reduce((most, v, i) => Math.max(most, Math.abs(v - numbers[i]!)), 0);
  expect(worst / largest, "a sample alone and among others").toBeLessThan(1e-5);
}

function unitDirection(name: string, length: number): number[] {
  const rng = draws(seed, `direction ${name}`);
  const direction = Array.from({ length }, () => rng.normal());
  const norm = Math.sqrt(direction.reduce((sum, v) => sum + v * v, 0));
  return direction.map((v) => v / norm);
}

/** Runs layers on one batch and gives the output; in training mode with the masks of `step`. */
export async function runLayers(
  layers: readonly unknown[],
  x: TensorData,
  { isTraining = false, step = 0 }: { isTraining?: boolean; step?: number } = {},
): Promise<TensorData> {
  const { graph, y } = build(parseLayers(layers, "model"), x.shape.slice(1), x.shape[0]!, isTraining);
  const program = await Program.compile(graph, { y }, { threads: 1, isReadOnly: true });
  const state = new ProgramState();
  state.declare(graph);
  try {
    return (await program.run(state, { x }, { seed, step })).y;
  } finally {
    await program.release();
  }
}

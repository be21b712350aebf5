import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { Graph, type Value } from "../../graph/graph.ts";
import { numbersOf, sizeOf, type TensorData, tensorOf } from "../../graph/tensor.ts";
import { Program } from "../../runtime/program.ts";
import { ProgramState } from "../../runtime/state.ts";
import { addUpdates } from "../optimizer.ts";
import { findOptimizer, optimizers } from "./index.ts";

interface Fixture {
  readonly shapes: readonly (readonly number[])[];
  readonly start: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly cases: readonly {
    readonly optimizer: string;
    readonly options: Record<string, unknown>;
    readonly rates: readonly number[];
    /** null where the optimiser keeps its own momentum. */
    readonly momenta: readonly number[] | null;
    readonly path: readonly (readonly number[])[];
  }[];
}

const file = new URL("../../../test/fixtures/optimizers.json", import.meta.url);
const fixture = JSON.parse(readFileSync(file, "utf8")) as Fixture;

/** One list of numbers cut into tensors of the fixture's shapes. */
function tensors(values: readonly number[]): TensorData[] {
  let taken = 0;
  return fixture.shapes.map((shape) => {
    const size = sizeOf(shape);
    taken += size;
    return tensorOf("float32", shape, values.slice(taken - size, taken));
  });
}

/** The weights after each step of an optimiser that is fed the fixture's gradients. */
async function path(
  id: string,
  given: object,
  rates: readonly number[],
  momenta: readonly number[] | null = null,
): Promise<number[][]> {
  const graph = new Graph();
  const start = tensors(fixture.start);
  const weights = start.map((data, i) => graph.state(`w${i}`, () => data, data, true));
  const gradients = start.map(({ dtype, shape }, i): Value => graph.input(`g${i}`, dtype, shape));
  const optimizer = findOptimizer(id)!;
  const scalars = addUpdates(
    graph,
    { optimizer, options: optimizer.schema.parse(given) },
    weights.map((weight, i) => ({
      name: weight.name,
      weight,
      gradient: gradients[i]!,
      isDecayed: weight.shape.length > 1,
    })),
    momenta !== null,
  );
  const program = await Program.compile(graph, {}, { threads: 1 });
  const state = new ProgramState();
  state.declare(graph);
  const found: number[][] = [];
  for (const [step, learningRate] of rates.entries()) {
    const feeds: Record<string, TensorData> = {};
    tensors(fixture.gradients[step]!).forEach((data, i) => {
      feeds[`g${i}`] = data;
    });
    for (const [name, at] of scalars)
      feeds[name] = tensorOf("float32", [], [at({ step, learningRate, momentum: momenta?.[step] })]);
    await program.run(state, feeds);
    found.push(weights.flatMap(({ name }) => numbersOf(state.read(name))));
  }
  await program.release();
  return found;
}

describe("optimisers give PyTorch's weights after each of 20 steps", () => {
  test.each(fixture.cases)("$optimizer $options", async ({ optimizer, options, rates, momenta, path: expected }) => {
    const found = await path(optimizer, { ...options, decay: "all" }, rates, momenta);
    found.forEach((weights, step) => {
      weights.forEach((weight, i) => {
        const limit = 1e-5 * Math.max(1, Math.abs(expected[step]![i]!));
        expect(Math.abs(weight - expected[step]![i]!), `weight ${i} after step ${step}`).toBeLessThan(limit);
      });
    });
  });
});

test.each(["sgd", "adam", "adamw", "rmsprop"])("%s decays tensors of one axis only when decay is all", async (id) => {
  const rates = fixture.gradients.map(() => 0.01);
  const none = (await path(id, { weightDecay: 0 }, rates)).at(-1)!;
  const weightsOnly = (await path(id, { weightDecay: 0.1 }, rates)).at(-1)!;
  const all = (await path(id, { weightDecay: 0.1, decay: "all" }, rates)).at(-1)!;
  const matrix = sizeOf(fixture.shapes[0]!);
  expect(weightsOnly.slice(matrix)).toEqual(none.slice(matrix));
  expect(weightsOnly.slice(0, matrix)).toEqual(all.slice(0, matrix));
  expect(all.slice(matrix)).not.toEqual(none.slice(matrix));
  expect(all.slice(0, matrix)).not.toEqual(none.slice(0, matrix));
});

describe.each(["sgd", "adam", "adamw", "rmsprop"])("%s with a decay by layer", (id) => {
  const rates = fixture.gradients.map(() => 0.01);
  const last = async (given: object): Promise<number[]> =>
    (await path(id, { decay: "all", weightDecay: 0, ...given }, rates)).at(-1)!;
  const matrix = sizeOf(fixture.shapes[0]!);

  test("decays the weights that a pattern matches by its own number, the others by the common one", async () => {
    const mixed = await last({ weightDecay: 0.1, weightDecayByLayer: { "*1": 0.3 } });
    expect(mixed.slice(0, matrix)).toEqual((await last({ weightDecay: 0.1 })).slice(0, matrix));
    expect(mixed.slice(matrix)).toEqual((await last({ weightDecay: 0.3 })).slice(matrix));
    expect(mixed.slice(matrix)).not.toEqual((await last({ weightDecay: 0.1 })).slice(matrix));
  });

  test("takes the first of several patterns that match, and 0 for no decay", async () => {
    const mixed = await last({ weightDecay: 0.1, weightDecayByLayer: { w0: 0, "w*": 0.2 } });
    expect(mixed.slice(0, matrix)).toEqual((await last({})).slice(0, matrix));
    expect(mixed.slice(matrix)).toEqual((await last({ weightDecay: 0.2 })).slice(matrix));
  });
});

test("a decay pattern that matches no weight is refused with the names; a dot is no wildcard", async () => {
  await expect(path("sgd", { weightDecayByLayer: { "w.": 1 } }, [])).rejects.toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: weight-pattern-unmatched at optimizer.weightDecayByLayer
      expected a pattern for some of the weights w0, w1, got w.
      try: write * for what differs, such as "*.dense.weight"]
  `);
});

test("nesterov without momentum is refused with the reason", () => {
  expect(() => findOptimizer("sgd")!.schema.parse({ nesterov: true, momentum: 0 })).toThrow(
    /nesterov needs a momentum/,
  );
});

test.each(optimizers)("$id has defaults for all, refuses unknown options, describes each", ({ schema }) => {
  expect(schema.parse({})).toHaveProperty("learningRate");
  expect(() => schema.parse({ lr: 1 })).toThrow(/lr/);
  const { properties } = z.toJSONSchema(schema, { io: "input" });
  for (const property of Object.values(properties!)) expect(property).toHaveProperty("description");
});

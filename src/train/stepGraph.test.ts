import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { choose } from "../../test/support/augment.ts";
import { draws } from "../base/random.ts";
import { brightness } from "../data/augmentations/brightness.ts";
import { cutmix } from "../data/augmentations/cutmix.ts";
import { flip } from "../data/augmentations/flip.ts";
import { mixup } from "../data/augmentations/mixup.ts";
import { rotate } from "../data/augmentations/rotate.ts";
import { oneHot } from "../data/batches.ts";
import { writeModel } from "../graph/onnx.ts";
import { mul } from "../graph/ops/mul.ts";
import { reduceMean } from "../graph/ops/reduceMean.ts";
import { reduceSum } from "../graph/ops/reduceSum.ts";
import { numbersOf, type TensorData, tensorOf, zeros } from "../graph/tensor.ts";
import type { BuiltLayer } from "../nn/layer.ts";
import { parseLayers } from "../nn/layerList.ts";
import { findLoss } from "../nn/losses/index.ts";
import { findOptimizer } from "../nn/optimizers/index.ts";
import { Program } from "../runtime/program.ts";
import { openSession, runtimeTensor } from "../runtime/session.ts";
import { ProgramState } from "../runtime/state.ts";
import {
  buildEvaluationGraph,
  buildInferenceGraph,
  buildStepGraph,
  type NetworkPlan,
  type StepGraph,
  type StepGraphOptions,
  stepInputs,
} from "./stepGraph.ts";
import { StepFeeds } from "./stepGraphFeeds.ts";

const open: { release(): Promise<void> }[] = [];

afterEach(async () => {
  for (const program of open.splice(0)) await program.release();
});

async function compile(step: Pick<StepGraph, "graph" | "outputs">, state: ProgramState, threads = 1): Promise<Program> {
  state.declare(step.graph);
  const program = await Program.compile<string>(step.graph, step.outputs, { threads });
  open.push(program);
  return program;
}

function lossOf(given: object = {}, id = "cross-entropy"): StepGraphOptions["loss"] {
  const loss = findLoss(id)!;
  return { loss, options: loss.schema.parse(given) };
}

function optimizerOf({
  name = "sgd",
  ...given
}: { name?: string } & Record<string, unknown>): StepGraphOptions["optimizer"] {
  const optimizer = findOptimizer(name)!;
  return { optimizer, options: optimizer.schema.parse(given) };
}

/** A network with everything that draws or remembers: batch norm, dropout, a residual. */
const lively: NetworkPlan = {
  layers: parseLayers(
    [
      { conv2d: 4 },
      "batch-norm",
      "relu",
      { "max-pool2d": 2 },
      { residual: [{ conv2d: 4 }, "relu"] },
      "global-average-pool2d",
      { dropout: 0.3 },
      { dense: "classes" },
    ],
    "model",
  ),
  classes: 3,
  size: 8,
  statistics: { mean: [0.4, 0.5, 0.3], deviation: [0.2, 0.25, 0.3] },
  seed: 5,
};

const livelyStep: StepGraphOptions = {
  network: lively,
  batch: 6,
  loss: lossOf({ labelSmoothing: 0.1 }),
  optimizer: optimizerOf({ learningRate: 0.05 }),
  augmentation: [choose(flip, "horizontal"), choose(rotate, 20), choose(brightness, 0.2)],
  classCounts: [2, 2, 2],
};

interface RandomBatch {
  readonly pixels: Uint8Array;
  readonly labels: BigInt64Array;
  readonly photos: number[];
}

function randomBatch(batch: number, first = 0): RandomBatch {
  const size = 3 * 8 * 8;
  const pixels = new Uint8Array(batch * size);
  const labels = new BigInt64Array(batch);
  for (let i = 0; i < batch; i += 1) {
    const rng = draws(3, "photo", first + i);
    labels[i] = BigInt((first + i) % 3);
    for (let k = 0; k < size; k += 1) pixels[i * size + k] = rng.below(200) + 20 * Number(labels[i]);
  }
  return { pixels, labels, photos: Array.from({ length: batch }, (_, i) => first + i) };
}

/** Losses of some steps, and the weights after them. */
async function train(
  options: StepGraphOptions,
  { steps = 5, threads = 1, seed = 1 } = {},
): Promise<{ losses: number[]; weights: Map<string, TensorData>; last: Record<string, TensorData> }> {
  const step = buildStepGraph(options);
  const state = new ProgramState();
  const program = await compile(step, state, threads);
  const feeds = new StepFeeds(step);
  const losses: number[] = [];
  let last: Record<string, TensorData> = {};
  for (let at = 0; at < steps; at += 1) {
    const batch = randomBatch(options.batch, at * options.batch);
    const fed = feeds.fill({ ...batch, epoch: 0, seed, step: at, learningRate: 0.05 });
    last = await program.run(state, fed, { seed, step: at });
    losses.push(Number(last["loss"]!.data[0]));
  }
  return { losses, weights: state.snapshot(), last };
}

describe("twenty steps of a small network are PyTorch's", () => {
  interface Fixture {
    readonly classes: number;
    readonly size: number;
    readonly batch: number;
    readonly steps: number;
    readonly mean: [number, number, number];
    readonly deviation: [number, number, number];
    readonly pixels: readonly (readonly number[])[];
    readonly labels: readonly (readonly number[])[];
    readonly start: Readonly<Record<string, readonly number[]>>;
    readonly cases: readonly {
      readonly optimizer: { name: string; learningRate: number };
      readonly loss: object;
      readonly clipping?: { norm: number };
      readonly losses: readonly number[];
      readonly weights: readonly (readonly number[])[];
    }[];
  }
  const file = new URL("../../test/fixtures/training_steps.json", import.meta.url);
  const fixture = JSON.parse(readFileSync(file, "utf8")) as Fixture;
  const layers = [
    { conv2d: 4 },
    "relu",
    { "max-pool2d": 2 },
    { conv2d: 6 },
    "relu",
    "global-average-pool2d",
    { dense: "classes" },
  ];

  test.each(fixture.cases)("$optimizer $loss $clipping", async ({ optimizer, loss, clipping, losses, weights }) => {
    const { classes, size, mean, deviation, batch } = fixture;
    const statistics = { mean, deviation };
    const step = buildStepGraph({
      network: { layers: parseLayers(layers, "model"), classes, size, statistics, seed: 0 },
      batch,
      loss: lossOf(loss),
      optimizer: optimizerOf({ ...optimizer, decay: "all" }),
      clipping,
      augmentation: [],
      classCounts: new Array<number>(classes).fill(1),
    });
    const state = new ProgramState();
    const program = await compile(step, state);
    for (const [name, values] of Object.entries(fixture.start)) {
      state.write(name, tensorOf("float32", state.read(name).shape, values));
    }
    const feeds = new StepFeeds(step);
    for (let at = 0; at < fixture.steps; at += 1) {
      const turn = at % fixture.labels.length;
      const fed = feeds.fill({
        pixels: Uint8Array.from(fixture.pixels[turn]!),
        labels: BigInt64Array.from(fixture.labels[turn]!, BigInt),
        photos: fixture.labels[turn]!,
        epoch: 0,
        seed: 0,
        step: at,
        learningRate: optimizer.learningRate,
      });
      const found = await program.run(state, fed);
      expect(Math.abs(Number(found["loss"]!.data[0]) - losses[at]!), `loss of step ${at}`).toBeLessThan(1e-5);
    }
    Object.keys(fixture.start).forEach((name, i) => {
      numbersOf(state.read(name)).forEach((value, k) => {
        const limit = 1e-5 * Math.max(1, Math.abs(weights[i]![k]!));
        expect(Math.abs(value - weights[i]![k]!), `${name}[${k}]`).toBeLessThan(limit);
      });
    });
  });
});

test("the same seed gives the same bits, with one thread and with two", async () => {
  const first = await train(livelyStep);
  expect(await train(livelyStep)).toEqual(first);
  expect(await train(livelyStep, { threads: 2 })).toEqual(first);
  const other = await train(livelyStep, { seed: 2 });
  expect(other.losses[0]).not.toBe(first.losses[0]);
});

test("mixed photos have mixed targets, the same seed gives the same bits, and the gradient is taken through them", async () => {
  const mixes = { ...livelyStep, augmentation: [...livelyStep.augmentation, choose(mixup, 1), choose(cutmix, 1)] };
  const first = await train(mixes);
  expect(await train(mixes)).toEqual(first);
  expect((await train(livelyStep)).losses).not.toEqual(first.losses);
  const step = buildStepGraph(mixes);
  const fed = new StepFeeds(step).fill({ ...randomBatch(6), epoch: 0, seed: 1, step: 0, learningRate: 0.05 });
  const targets = numbersOf(fed[stepInputs.targets]!);
  for (let row = 0; row < 6; row += 1) {
    const own = targets.slice(row * 3, row * 3 + 3);
    expect(own.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
  }
  expect(targets.some((value) => value > 0 && value < 1)).toBe(true);
});

test("other first weights come of another seed of the network", async () => {
  const first = await train(livelyStep, { steps: 1 });
  const other = await train({ ...livelyStep, network: { ...lively, seed: 6 } }, { steps: 1 });
  expect(other.losses).not.toEqual(first.losses);
});

test("a watched step gives the same bits, and what the watcher asked for", async () => {
  const plain = await train(livelyStep);
  const watched = await train({
    ...livelyStep,
    watch: ({ layers, pictures }) => {
      const residual = layers.find(({ place }) => place === "4.residual")!.gives();
      return {
        gradientsOf: [residual],
        outputs: ({ learnt, gradientOf, next }) => {
          const name = "0.conv2d.weight";
          const first = learnt.find((one) => one.name === name)!;
          return {
            places: reduceMean(residual, [0, 2, 3], { keepdims: 0 }),
            pictureMean: reduceMean(pictures!, undefined, { keepdims: 0 }),
            slope: reduceSum(mul(gradientOf(residual)!, residual), undefined, { keepdims: 0 }),
            firstGradient: first.gradient,
            firstNext: mul(next.get(name)!, 1),
          };
        },
      };
    },
  });
  expect(watched.losses).toEqual(plain.losses);
  expect(watched.weights).toEqual(plain.weights);
  expect(watched.last["places"]!.shape).toEqual([4]);
  expect(Math.abs(Number(watched.last["pictureMean"]!.data[0]))).toBeLessThan(2);
  expect(Number(watched.last["slope"]!.data[0])).not.toBe(0);
  expect(watched.last["firstNext"]!.data).toEqual(watched.weights.get("0.conv2d.weight")!.data);
  expect(numbersOf(watched.last["firstGradient"]!).some((value) => value !== 0)).toBe(true);
});

test("a watcher sees every layer in the order of the forward pass, by its place", () => {
  let places: string[] = [];
  buildStepGraph({
    ...livelyStep,
    watch: ({ layers, logits }) => {
      places = layers.map(({ place }) => place);
      const find = (wanted: string): BuiltLayer => layers.find(({ place }) => place === wanted)!;
      expect(find("7.dense").gives()).toBe(logits);
      expect(find("1.batch-norm").gives()).toBe(find("2.relu").takes());
      return { outputs: () => ({}) };
    },
  });
  expect(places).toEqual([
    "0.conv2d",
    "1.batch-norm",
    "2.relu",
    "3.max-pool2d",
    "4.residual.main.0.conv2d",
    "4.residual.main.1.relu",
    "4.residual",
    "5.global-average-pool2d",
    "6.dropout",
    "7.dense",
  ]);
});

test("an activation before a max-pool gives its whole pictures, though the graph pools first", async () => {
  const { last } = await train(
    {
      ...livelyStep,
      watch: ({ layers }) => {
        const [activation, pool] = ["2.relu", "3.max-pool2d"].map((wanted) =>
          layers.find(({ place }) => place === wanted),
        );
        return {
          outputs: () => ({
            before: mul(activation!.takes(), 1),
            whole: activation!.gives(),
            few: activation!.gives(2),
            taken: pool!.takes(),
            pooled: mul(pool!.gives(), 1),
          }),
        };
      },
    },
    { steps: 1 },
  );
  const before = numbersOf(last["before"]!);
  expect(last["whole"]!.shape).toEqual([6, 4, 8, 8]);
  expect(numbersOf(last["whole"]!)).toEqual(before.map((value) => Math.max(0, value)));
  expect(last["few"]!.shape).toEqual([2, 4, 8, 8]);
  expect(numbersOf(last["few"]!)).toEqual(numbersOf(last["whole"]!).slice(0, 2 * 4 * 64));
  expect(numbersOf(last["taken"]!)).toEqual(numbersOf(last["whole"]!));
  const pooled = Array.from({ length: 6 * 4 * 16 }, (_, i) => {
    const [picture, row, column] = [Math.floor(i / 16), Math.floor(i / 4) % 4, i % 4];
    const at = (dy: number, dx: number): number => before[picture * 64 + (2 * row + dy) * 8 + 2 * column + dx]!;
    return Math.max(0, at(0, 0), at(0, 1), at(1, 0), at(1, 1));
  });
  expect(numbersOf(last["pooled"]!)).toEqual(pooled);
});

test("steps of another batch size go on from the same state", async () => {
  const state = new ProgramState();
  const steps = [6, 2].map((batch) => buildStepGraph({ ...livelyStep, batch }));
  const programs = [await compile(steps[0]!, state), await compile(steps[1]!, state)];
  const take = async (which: number, at: number, target: ProgramState): Promise<number> => {
    const fed = new StepFeeds(steps[which]!).fill({
      ...randomBatch(steps[which]!.batch, at * 6),
      epoch: 0,
      seed: 1,
      step: at,
      learningRate: 0.05,
    });
    return Number((await programs[which]!.run(target, fed, { seed: 1, step: at }))["loss"]!.data[0]);
  };
  await take(0, 0, state);
  // A second state that holds a copy of the first after one step takes the second step alone.
  const copy = new ProgramState();
  copy.declare(steps[1]!.graph);
  for (const [name, data] of state.snapshot()) copy.write(name, data);
  expect(await take(1, 1, state)).toBe(await take(1, 1, copy));
  expect(state.snapshot()).toEqual(copy.snapshot());
  await take(0, 2, state);
  expect(state.snapshot()).not.toEqual(copy.snapshot());
});

async function evaluated(batch: RandomBatch, weights: Map<string, TensorData>): Promise<Record<string, number[]>> {
  const evaluation = buildEvaluationGraph({ ...livelyStep, batch: batch.labels.length });
  const state = new ProgramState();
  state.declare(evaluation.graph);
  for (const name of state.names) state.write(name, weights.get(name)!);
  const program = await Program.compile(evaluation.graph, evaluation.outputs, { threads: 1 });
  open.push(program);
  const count = batch.labels.length;
  const targets = zeros("float32", [count, 3]);
  oneHot(batch.labels, 3, targets.data);
  const pixels: TensorData = { dtype: "uint8", shape: [count, 3, 8, 8], data: batch.pixels };
  const found = await program.run(state, { [stepInputs.pixels]: pixels, [stepInputs.targets]: targets });
  return Object.fromEntries(Object.entries(found).map(([name, data]) => [name, numbersOf(data)]));
}

test("an evaluation draws nothing, and a photo's answer does not depend on the others", async () => {
  const { weights } = await train(livelyStep);
  const six = await evaluated(randomBatch(6), weights);
  expect(await evaluated(randomBatch(6), weights)).toEqual(six);
  const two = await evaluated(randomBatch(2, 2), weights);
  two["logits"]!.forEach((logit, i) => {
    expect(logit).toBeCloseTo(six["logits"]![6 + i]!, 5);
  });
  expect(six["weights"]).toEqual([1, 1, 1, 1, 1, 1]);
  for (let row = 0; row < 6; row += 1) {
    const sum = six["probabilities"]!.slice(row * 3, row * 3 + 3).reduce((total, p) => total + p, 0);
    expect(sum).toBeCloseTo(1, 6);
  }
});

test.each(["raw", "normalised"] as const)(
  "the %s model for others gives the evaluation's logits, for any batch",
  async (input) => {
    const { weights } = await train(livelyStep);
    const inference = buildInferenceGraph({ network: lively, loss: findLoss("cross-entropy")!, input });
    const outputs = new Map(Object.entries(inference.outputs));
    const model = writeModel(inference.graph, { outputs, weights, hasFreeBatch: true });
    const session = await openSession(model, { threads: 1 });
    open.push(session);
    expect(session.inputNames).toEqual([input === "raw" ? "pixels" : "pixel_values"]);
    for (const count of [1, 4]) {
      const batch = randomBatch(count);
      const { mean, deviation } = lively.statistics;
      const values = Array.from(batch.pixels, (value, i) => {
        const c = Math.floor(i / 64) % 3;
        return input === "raw" ? value : (value / 255 - mean[c]!) / deviation[c]!;
      });
      const found = await session.run({
        [session.inputNames[0]!]: runtimeTensor(tensorOf("float32", [count, 3, 8, 8], values)),
      });
      const { logits, probabilities } = await evaluated(batch, weights);
      expect(found["logits"]!.dims).toEqual([count, 3]);
      logits!.forEach((logit, i) => {
        expect(Math.abs(Number(found["logits"]!.data[i]) - logit)).toBeLessThan(1e-5);
        expect(Math.abs(Number(found["probabilities"]!.data[i]) - probabilities![i]!)).toBeLessThan(1e-5);
      });
    }
  },
);

test("a model that gives no logits is refused with what it gives", () => {
  const layers = parseLayers([{ conv2d: 4 }, "relu"], "model");
  expect(() => buildStepGraph({ ...livelyStep, network: { ...lively, layers } })).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: model-output-wrong at model
      expected one number for each of 3 classes, [batch, 3], from the last layer, got [batch, 4, 8, 8]
      try: end the model with global-average-pool2d and dense: classes]
  `);
});

/** The weights before and after a step on photos of classes that do not count, whose gradients are 0. */
async function uncounted(
  optimizer: object,
): Promise<{ loss: number; before: Map<string, TensorData>; after: Map<string, TensorData> }> {
  const step = buildStepGraph({
    ...livelyStep,
    loss: lossOf({ classWeights: [0, 0, 1] }),
    optimizer: optimizerOf({ momentum: 0, ...optimizer }),
  });
  const state = new ProgramState();
  const program = await compile(step, state);
  const before = state.snapshot();
  const batch = { ...randomBatch(6), labels: BigInt64Array.from([0n, 1n, 0n, 1n, 0n, 1n]) };
  const fed = new StepFeeds(step).fill({ ...batch, epoch: 0, seed: 1, step: 0, learningRate: 0.1 });
  const { loss } = await program.run(state, fed, { seed: 1, step: 0 });
  return { loss: Number(loss!.data[0]), before, after: state.snapshot() };
}

test("a batch of classes that do not count has a loss of 0 and moves nothing", async () => {
  const { loss, before, after } = await uncounted({ weightDecay: 0 });
  expect(loss).toBe(0);
  expect(after.get("7.dense.weight")).toEqual(before.get("7.dense.weight"));
});

test("filters and matrices are decayed; biases and the scales of norms are not", async () => {
  const { before, after } = await uncounted({ weightDecay: 0.1 });
  for (const name of ["0.conv2d.weight", "7.dense.weight"]) {
    const expected = numbersOf(before.get(name)!).map((value) => value * (1 - 0.1 * 0.1));
    numbersOf(after.get(name)!).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 6);
    });
  }
  expect(after.get("1.batch-norm.scale")).toEqual(before.get("1.batch-norm.scale"));
  expect(before.has("1.batch-norm.scale")).toBe(true);
});

test("memory stays flat over 10,000 steps", async () => {
  const layers = parseLayers(
    [{ conv2d: { filters: 2, kernel: 1 } }, "global-average-pool2d", { dropout: 0.1 }, { dense: "classes" }],
    "model",
  );
  const step = buildStepGraph({
    ...livelyStep,
    network: { ...lively, layers },
    augmentation: [choose(flip, "horizontal")],
  });
  const state = new ProgramState();
  const program = await compile(step, state);
  const feeds = new StepFeeds(step);
  const batch = randomBatch(6);
  const take = async (from: number, to: number): Promise<void> => {
    for (let at = from; at < to; at += 1) {
      const pixels = batch.pixels.slice(); // a new buffer each time, as a data loader gives
      const fed = feeds.fill({ ...batch, pixels, epoch: 0, seed: 1, step: at, learningRate: 0.01 });
      await program.run(state, fed, { seed: 1, step: at });
    }
  };
  await take(0, 2000);
  const before = process.memoryUsage.rss();
  await take(2000, 12_000);
  // 4 kB a step would be 40 MiB; the collector's swing is below 30.
  expect((process.memoryUsage.rss() - before) / 2 ** 20).toBeLessThan(30);
});

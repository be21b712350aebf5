import { afterEach, describe, expect, test } from "vitest";
import { draws } from "../../base/random.ts";
import { normalise } from "../../data/augmentations/normalise.ts";
import { Graph } from "../../graph/graph.ts";
import { cast } from "../../graph/ops/cast.ts";
import { numbersOf, type TensorData } from "../../graph/tensor.ts";
import { parseLayers } from "../../nn/layerList.ts";
import { findLoss } from "../../nn/losses/index.ts";
import { buildNetwork } from "../../nn/network.ts";
import { findOptimizer } from "../../nn/optimizers/index.ts";
import { Program } from "../../runtime/program.ts";
import { ProgramState } from "../../runtime/state.ts";
import { quantities } from "../../train/record/quantities.ts";
import { StepProbes } from "../../train/record/stepProbes.ts";
import { buildStepGraph } from "../../train/stepGraph.ts";
import { StepFeeds } from "../../train/stepGraphFeeds.ts";
import { passiveProbes } from "./index.ts";
import { photosLookedAt } from "./lookedAt.ts";

const open: Program[] = [];
afterEach(async () => {
  for (const program of open.splice(0)) await program.release();
});

const size = 8;
const seed = 5;
const statistics = { mean: [0.4, 0.5, 0.3], deviation: [0.2, 0.25, 0.3] } as const;

type Found = Readonly<Record<string, Readonly<Record<string, number | undefined>>>>;

interface Stepped {
  /** By quantity, then by subject. */
  readonly found: Found;
  readonly before: Map<string, TensorData>;
  readonly after: Map<string, TensorData>;
  readonly each: readonly number[];
  readonly pixels: Uint8Array;
}

interface StepOf {
  readonly layers: readonly unknown[];
  readonly batch?: number;
  readonly labels?: readonly number[];
  readonly optimizer?: { readonly name: string } & Record<string, unknown>;
  readonly loss?: object;
  readonly learningRate?: number;
}

/** One probed step of a small net on random photos. */
async function stepped({
  layers,
  batch = 10,
  labels = Array.from({ length: batch }, (_, i) => i % 3),
  optimizer = { name: "sgd", momentum: 0, weightDecay: 0 },
  loss = {},
  learningRate = 0.5,
}: StepOf): Promise<Stepped> {
  const probes = new StepProbes(passiveProbes);
  const { name, ...given } = optimizer;
  const [crossEntropy, rule] = [findLoss("cross-entropy")!, findOptimizer(name)!];
  const step = buildStepGraph({
    network: { layers: parseLayers(layers, "model"), classes: 3, size, statistics, seed },
    batch,
    loss: { loss: crossEntropy, options: crossEntropy.schema.parse(loss) },
    optimizer: { optimizer: rule, options: rule.schema.parse(given) },
    augmentation: [],
    classCounts: [4, 3, 3],
    watch: probes.watch,
  });
  const state = new ProgramState();
  state.declare(step.graph);
  const program = await Program.compile<string>(step.graph, step.outputs, { threads: 1 });
  open.push(program);
  const before = state.snapshot();
  const rng = draws(seed, "photos");
  const pixels = Uint8Array.from({ length: batch * 3 * size * size }, () => rng.below(256));
  const photos = Array.from({ length: batch }, (_, i) => i);
  const settings = { epoch: 0, seed, step: 0, learningRate };
  const fed = new StepFeeds(step).fill({ pixels, labels: BigInt64Array.from(labels, BigInt), photos, ...settings });
  const outputs = await program.run(state, fed, { seed, step: 0 });
  const values = probes.read(outputs);
  const found = Object.fromEntries(
    [...probes.subjects].map(([quantity, subjects]) => [
      quantity,
      Object.fromEntries(subjects.map((subject, i) => [subject, values.get(quantity)![i]])),
    ]),
  );
  return { found, before, after: state.snapshot(), each: numbersOf(outputs["each"]!), pixels };
}

/** What the first layers of a net give for the first photos, by a graph of its own that does not train. */
async function given(layers: readonly unknown[], count: number, { before, pixels }: Stepped): Promise<number[]> {
  const graph = new Graph();
  const input = graph.input("pixels", "uint8", [photosLookedAt, 3, size, size]);
  const options = { isTraining: false, seed, classes: 3 };
  const x = normalise(cast(input, "float32"), statistics);
  const y = buildNetwork(graph, parseLayers(layers.slice(0, count), "model"), x, options);
  const state = new ProgramState();
  state.declare(graph);
  for (const name of state.names) state.write(name, before.get(name)!);
  const program = await Program.compile<string>(graph, { y }, { threads: 1 });
  open.push(program);
  const some = pixels.slice(0, photosLookedAt * 3 * size * size);
  const found = await program.run(state, { pixels: { dtype: "uint8", shape: input.shape, data: some } });
  return numbersOf(found["y"]!);
}

const length = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const share = (values: readonly number[], is: (value: number) => boolean): number =>
  values.filter(is).length / values.length;
const change = ({ before, after }: Stepped, name: string): number[] => {
  const old = numbersOf(before.get(name)!);
  return numbersOf(after.get(name)!).map((value, i) => value - old[i]!);
};

/** Sums of some thousand float32 numbers agree with sums in double precision to about this. */
function expectClose(found: number | undefined, expected: number): void {
  expect(Math.abs(found! - expected)).toBeLessThanOrEqual(2e-5 * Math.max(1e-3, Math.abs(expected)));
}

const plain = [
  { conv2d: { filters: 5, kernel: 3 } },
  "relu",
  { "max-pool2d": 2 },
  { conv2d: { filters: 4, kernel: 3 } },
  "tanh",
  "global-average-pool2d",
  { dense: 6 },
  "sigmoid",
  { dense: "classes" },
];

test("each probe measures a quantity of its own, of the register, with its unit and a price", () => {
  expect(new Set(passiveProbes.map(({ quantity }) => quantity)).size).toBe(passiveProbes.length);
  for (const { quantity, unit, price, kind } of passiveProbes) {
    expect([unit, kind]).toEqual([quantities[quantity].unit, "passive"]);
    expect(price.length).toBeGreaterThan(10);
  }
});

describe("weights", () => {
  test("weight-norm is the length of each weight before the step", async () => {
    const step = await stepped({ layers: plain });
    const norms = step.found["weight-norm"]!;
    expect(Object.keys(norms)).toContain("8.dense.bias");
    for (const [name, norm] of Object.entries(norms)) expectClose(norm, length(numbersOf(step.before.get(name)!)));
  });

  test("gradient-norm is how far plain descent goes, by the rate", async () => {
    const step = await stepped({ layers: plain, learningRate: 1 });
    const norms = step.found["gradient-norm"]!;
    expect(Object.keys(norms)).toHaveLength(8);
    // The weights' own rounding, 1e-7 of each, is in their difference.
    for (const [name, norm] of Object.entries(norms)) {
      expect(Math.abs(norm! - length(change(step, name))), name).toBeLessThan(2e-6);
    }
  });

  test.each([{ name: "sgd" }, { name: "adamw", weightDecay: 0.1 }, { name: "rmsprop" }])(
    "update-ratio of %o is the step's change over the weight, of matrices and filters",
    async (optimizer) => {
      const step = await stepped({ layers: plain, optimizer, learningRate: 0.1 });
      const ratios = step.found["update-ratio"]!;
      expect(Object.keys(ratios)).toEqual(["0.conv2d.weight", "3.conv2d.weight", "6.dense.weight", "8.dense.weight"]);
      for (const [name, ratio] of Object.entries(ratios)) {
        expectClose(ratio, length(change(step, name)) / length(numbersOf(step.before.get(name)!)));
      }
    },
  );
});

describe("activations", () => {
  test("mean, deviation, zeros and saturation are those of the activations of the first photos", async () => {
    const step = await stepped({ layers: plain });
    for (const [place, count] of [
      ["1.relu", 2],
      ["4.tanh", 5],
      ["7.sigmoid", 8],
      ["8.dense", 9],
    ] as const) {
      const values = await given(plain, count, step);
      const middle = mean(values);
      expectClose(step.found["activation-mean"]![place], middle);
      expectClose(
        step.found["activation-deviation"]![place],
        length(values.map((v) => v - middle)) / Math.sqrt(values.length),
      );
    }
    const relu = await given(plain, 2, step);
    expect(relu).toHaveLength(photosLookedAt * 5 * 64); // not pooled, though the step pools before the ReLU
    expectClose(
      step.found["zero-share"]!["1.relu"],
      share(relu, (value) => value === 0),
    );
    expect(Object.keys(step.found["zero-share"]!)).toEqual(["1.relu", "4.tanh", "7.sigmoid"]);
    expect(step.found["zero-share"]!["7.sigmoid"]).toBe(0);
  });

  test("saturation counts |tanh| > 0.99 and sigmoids outside 0.01..0.99, and nothing of a ReLU", async () => {
    const wide = { name: "normal", deviation: 3 };
    const layers = [
      { conv2d: { filters: 5, kernel: 3, initializer: wide } },
      "tanh",
      { conv2d: { filters: 4, initializer: wide } },
      "sigmoid",
      { "max-pool2d": 2 },
      "relu",
      "flatten",
      { dense: "classes" },
    ];
    const step = await stepped({ layers });
    const [tanh, sigmoid] = [await given(layers, 2, step), await given(layers, 4, step)];
    const found = step.found["saturated-share"]!;
    expect(Object.keys(found)).toEqual(["1.tanh", "3.sigmoid"]);
    expectClose(
      found["1.tanh"],
      share(tanh, (value) => Math.abs(value) > 0.99),
    );
    expectClose(
      found["3.sigmoid"],
      share(sigmoid, (value) => value < 0.01 || value > 0.99),
    );
    expect(found["1.tanh"]).toBeGreaterThan(0.5);
  });

  test("silent-share is the share of channels that no photo of the batch makes positive, of ReLUs alone", async () => {
    const layers = (bias: number) => [
      { conv2d: { filters: 1, biasInitializer: bias } },
      "relu",
      { "max-pool2d": 2 },
      { conv2d: { filters: 5 } },
      "leaky-relu",
      "flatten",
      { dense: { units: 4, biasInitializer: bias } },
      "relu6",
      { dense: "classes" },
    ];
    for (const bias of [0, -100]) {
      const { found } = await stepped({ layers: layers(bias) });
      expect(Object.keys(found["silent-share"]!)).toEqual(["1.relu", "7.relu6"]);
      expect(found["silent-share"]!["1.relu"]).toBe(bias < 0 ? 1 : 0);
    }
    // Units of a dense layer each for themselves, against what the layer gives for all photos of a batch of eight.
    const few = await stepped({ layers: layers(-0.5), batch: photosLookedAt });
    const values = await given(layers(-0.5), 8, few);
    const silent = [0, 1, 2, 3].filter((unit) => values.every((value, i) => i % 4 !== unit || value === 0));
    expectClose(few.found["silent-share"]!["7.relu6"], silent.length / 4);
  });

  test("a layer that is silent for every photo has a share of zeros of 1, mean and deviation 0, and passes no gradient", async () => {
    const layers = [
      { conv2d: { filters: 5, biasInitializer: { name: "constant", value: -100 } } },
      "relu",
      { "max-pool2d": 2 },
      "flatten",
      { dense: "classes" },
    ];
    const { found } = await stepped({ layers });
    expect(found["zero-share"]).toEqual({ "1.relu": 1 });
    expect(found["silent-share"]).toEqual({ "1.relu": 1 });
    expect(found["activation-mean"]!["1.relu"]).toBe(0);
    expect(found["activation-deviation"]!["1.relu"]).toBe(0);
    expect(found["pre-activation-gradient-norm"]!["1.relu"]).toBe(0);
    expect(found["gradient-norm"]!["0.conv2d.weight"]).toBe(0);
    expect(found["gradient-norm"]!["4.dense.bias"]).toBeGreaterThan(0);
  });

  test("a constant output has a deviation of 0, far from 0 as it may be", async () => {
    const layers = [
      { conv2d: { filters: 3, kernel: 1, initializer: "zeros", biasInitializer: { name: "constant", value: 7.1 } } },
      "relu",
      "global-average-pool2d",
      { dense: "classes" },
    ];
    const { found } = await stepped({ layers });
    expectClose(found["activation-mean"]!["1.relu"], 7.1);
    expect(found["activation-deviation"]!["1.relu"]).toBeLessThan(3e-5); // the rounding of the mean; E[x^2] - E[x]^2 would give 1e-2
  });
});

test("the gradient at pre-activations of one photo is that of the biases there", async () => {
  // With one photo and one place, a bias has the gradient of what it is added to.
  const layers = [
    { conv2d: { filters: 5, kernel: 7, padding: "valid" } },
    "relu",
    { "max-pool2d": 2 },
    "flatten",
    { dense: 6 },
    "tanh",
    { dense: "classes" },
  ];
  const step = await stepped({ layers, batch: 1, learningRate: 1 });
  const found = step.found["pre-activation-gradient-norm"]!;
  expect(Object.keys(found)).toEqual(["1.relu", "5.tanh", "6.dense"]);
  for (const [place, bias] of [
    ["1.relu", "0.conv2d.bias"],
    ["5.tanh", "4.dense.bias"],
    ["6.dense", "6.dense.bias"],
  ] as const) {
    expectClose(found[place], length(change(step, bias)));
  }
});

test.each([{}, { classWeights: [1, 4, 0] }])(
  "loss by class with %j is the mean of its photos' losses",
  async (loss) => {
    const labels = [0, 1, 1, 0, 0, 1];
    const { found, each } = await stepped({ layers: plain, batch: 6, labels, loss });
    const of = (label: number): number => mean(each.filter((_, i) => labels[i] === label));
    const weight = "classWeights" in loss ? 4 : 1;
    expectClose(found["class-batch-loss"]!["0"], of(0));
    expectClose(found["class-batch-loss"]!["1"], of(1) / weight);
    expect(found["class-batch-loss"]!["2"]).toBeUndefined();
  },
);

test("the layers inside a residual are measured by their place, after what comes before them", async () => {
  const layers = [
    { conv2d: 4 },
    "relu",
    { residual: [{ conv2d: 4 }, "relu", { conv2d: 4 }] },
    "relu",
    "global-average-pool2d",
    { dense: "classes" },
  ];
  const { found } = await stepped({ layers });
  expect(Object.keys(found["zero-share"]!)).toEqual(["1.relu", "2.residual.main.1.relu", "3.relu"]);
  expect(Object.keys(found["pre-activation-gradient-norm"]!)).toHaveLength(4);
});

import { existsSync, readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { readOptions } from "../src/base/options.ts";
import { layersOf, parseModel as parseConfigModel } from "../src/config/model.ts";
import { gradients } from "../src/graph/gradients.ts";
import { Graph, type Value } from "../src/graph/graph.ts";
import { parseModel } from "../src/graph/onnx.ts";
import { numbersOf, tensorOf } from "../src/graph/tensor.ts";
import { type Backbone, openBackbone } from "../src/nn/backbone/backbone.ts";
import { buildBackbone, buildFrozenPart } from "../src/nn/backbone/build.ts";
import { findLoss } from "../src/nn/losses/index.ts";
import { findOptimizer } from "../src/nn/optimizers/index.ts";
import { Program } from "../src/runtime/program.ts";
import { ProgramState } from "../src/runtime/state.ts";
import { buildEvaluationGraph, buildStepGraph, type NetworkPlan } from "../src/train/stepGraph.ts";
import { StepFeeds } from "../src/train/stepGraphFeeds.ts";

interface Case {
  readonly file: string;
  readonly options: object;
  readonly blocks: number;
  readonly frozenBlocks: number;
  readonly learningRate: number;
  readonly head: { readonly weight: readonly number[]; readonly bias: readonly number[] };
  readonly losses: readonly number[];
  readonly logits: readonly number[];
  readonly headAfter: { readonly weight: readonly number[]; readonly bias: readonly number[] };
  /** The first numbers of each tensor. */
  readonly weights: Readonly<Record<string, readonly number[]>>;
}

interface Fixture {
  readonly size: number;
  readonly batch: number;
  readonly classes: number;
  readonly outputs: Readonly<Record<string, readonly number[]>>;
  readonly cases: readonly Case[];
}

const fixtures = new URL("fixtures/", import.meta.url);
const shared = new URL("../../shared/models/", import.meta.url);
const fixture = JSON.parse(readFileSync(new URL("backbones.json", fixtures), "utf8")) as Fixture;
const { size, batch, classes } = fixture;
const statistics = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] } as const;
const exported = Object.keys(fixture.outputs);

/** The pictures of the fixture's script: stripes and a colour of each one's own, and noise. */
const pixels = ((): Uint8Array => {
  let noise = 1;
  return Uint8Array.from({ length: batch * 3 * size * size }, (_, i) => {
    const [x, y] = [i % size, Math.floor(i / size) % size];
    const [c, n] = [Math.floor(i / size ** 2) % 3, Math.floor(i / size ** 2 / 3)];
    noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0;
    const stripes = ((x * (n + 1) + y * (3 - n) * (c + 1)) * 4) % 128;
    return (noise >>> 26) + stripes + ((n * 53 + c * 31) % 64);
  });
})();

const pictures = Float32Array.from(pixels, (value, i) => {
  const channel = Math.floor(i / (size * size)) % 3;
  return (value / 255 - statistics.mean[channel]!) / statistics.deviation[channel]!;
});

function bytesOf(file: string): Uint8Array {
  return readFileSync(new URL(`backbones/${file}`, fixtures));
}

function open(file: string, options: object = {}): Backbone {
  const model = parseConfigModel({ onnx: file, ...options }, "model");
  return openBackbone(parseModel(bytesOf(file), file), model as never, size, file);
}

/** The value that a backbone gives for the fixture's pictures in evaluation, all of it frozen or none. */
async function featuresOf(backbone: Backbone, x = pictures, side = size): Promise<number[]> {
  const graph = new Graph();
  const input = graph.input("x", "float32", [batch, 3, side, side]);
  const y = buildBackbone(graph, backbone, buildFrozenPart(graph, backbone, input), false);
  const state = new ProgramState();
  state.declare(graph);
  const program = await Program.compile(graph, { y }, { threads: 1 });
  const found = await program.run(state, { x: tensorOf("float32", input.shape, x) });
  return numbersOf(found.y);
}

async function runtimeOutput(bytes: Uint8Array, x: Float32Array, side: number): Promise<number[]> {
  const session = await InferenceSession.create(bytes);
  const feeds = { [session.inputNames[0]!]: new Tensor("float32", x, [batch, 3, side, side]) };
  const outputs = await session.run(feeds);
  return Array.from(outputs[session.outputNames[0]!]!.data as Float32Array);
}

describe("a classifier that PyTorch exported", () => {
  test.each(exported)("%s gives what onnxruntime and PyTorch give, frozen and not", async (file) => {
    const expected = await runtimeOutput(bytesOf(file), pictures, size);
    expect(furthest(expected, fixture.outputs[file]!)).toBeLessThan(1e-5);
    for (const freeze of ["all", "none", 5]) {
      const found = await featuresOf(open(file, { features: "logits", freeze }));
      expect(furthest(found, expected), `freeze: ${freeze}`).toBeLessThan(1e-5);
    }
  });

  test.each(exported)("%s: gradients by its weights agree with slopes of the loss", async (file) => {
    const backbone = open(file, { freeze: "none" });
    const graph = new Graph();
    const x = graph.constant(tensorOf("float32", [batch, 3, size, size], pictures));
    const features = buildBackbone(graph, backbone, new Map([[backbone.input, x]]), false);
    const weigh = features.shape.reduce((product, dimension) => product * dimension, 1);
    const seed = tensorOf(
      "float32",
      features.shape,
      Array.from({ length: weigh }, (_, i) => Math.sin(i + 1)),
    );
    const weights = [...graph.states.values()].filter(({ isTrainable }) => isTrainable).map(({ value }) => value);
    const found = gradients(features, weights, graph.constant(seed));
    const state = new ProgramState();
    state.declare(graph);
    const outputs: Record<string, Value> = Object.fromEntries(found.map((gradient, i) => [`g${i}`, gradient!]));
    outputs["y"] = features;
    const program = await Program.compile<string>(graph, outputs, { threads: 1, isReadOnly: true });
    const loss = async (): Promise<number> => {
      const found = await program.run(state, {});
      return numbersOf(found["y"]!).reduce((sum, value, i) => sum + value * Number(seed.data[i]), 0);
    };
    const analytic = await program.run(state, {});
    const directions = weights.map(({ shape }, i) => {
      const gradient = numbersOf(analytic[`g${i}`]!);
      const length = Math.hypot(...gradient) || 1;
      // Along the gradient itself, where the slope is largest and rounding matters least.
      return { shape, gradient, unit: gradient.map((value) => value / length), length };
    });
    const expected = Math.hypot(...directions.map(({ length }) => length));
    const start = weights.map(({ name }) => numbersOf(state.read(name)));
    const moved = async (h: number): Promise<number> => {
      weights.forEach(({ name, shape }, i) => {
        const { unit, length } = directions[i]!;
        const by = (h * length) / expected;
        state.write(
          name,
          tensorOf(
            "float32",
            shape,
            start[i]!.map((value, k) => value + by * unit[k]!),
          ),
        );
      });
      return loss();
    };
    const h = 1e-3;
    const slope = ((await moved(h)) - (await moved(-h))) / (2 * h);
    // Kinks of ReLUs and pools between the two points cost more than rounding does.
    expect(Math.abs(slope / expected - 1)).toBeLessThan(0.01);
  });
});

describe("five steps of fine-tuning agree with PyTorch's", () => {
  test.each(fixture.cases)("$file $options", async (one) => {
    const backbone = open(one.file, one.options);
    expect(backbone.blocks).toBe(one.blocks);
    const model = parseConfigModel({ onnx: one.file }, "model");
    const network: NetworkPlan = {
      layers: layersOf(model, size, backbone.featureShape),
      backbone,
      classes,
      size,
      statistics,
      seed: 0,
    };
    const [sgd, crossEntropy] = [findOptimizer("sgd")!, findLoss("cross-entropy")!];
    const settings = { learningRate: one.learningRate, momentum: 0.9, weightDecay: 0 };
    const loss = { loss: crossEntropy, options: readOptions(crossEntropy.schema, {}, "loss") };
    const classCounts = new Array<number>(classes).fill(1);
    const step = buildStepGraph({
      network,
      batch,
      loss,
      optimizer: { optimizer: sgd, options: readOptions(sgd.schema, settings, "optimizer") },
      augmentation: [],
      classCounts,
    });
    const state = new ProgramState();
    state.declare(step.graph);
    const first = new Map(state.names.map((name) => [name, numbersOf(state.read(name))]));
    state.write("head.0.dense.weight", tensorOf("float32", [classes, backbone.featureShape[0]!], one.head.weight));
    state.write("head.0.dense.bias", tensorOf("float32", [classes], one.head.bias));
    const program = await Program.compile(step.graph, step.outputs, { threads: 1 });
    const feeds = new StepFeeds(step);
    const labels = BigInt64Array.from({ length: batch }, (_, i) => BigInt(i % classes));
    const losses: number[] = [];
    for (let at = 0; at < one.losses.length; at += 1) {
      const { learningRate } = one;
      const fed = feeds.fill({ pixels, labels, photos: [0, 1, 2, 3], epoch: 0, seed: 0, step: at, learningRate });
      const found = await program.run(state, fed);
      losses.push(Number(found["loss"]!.data[0]));
    }
    expect(furthest(losses, one.losses), "losses").toBeLessThan(1e-4);
    expect(furthest(numbersOf(state.read("head.0.dense.weight")), one.headAfter.weight), "head").toBeLessThan(1e-4);
    let [compared, moved] = [0, 0];
    for (const [name, expected] of Object.entries(one.weights)) {
      const own = `backbone.${name}`;
      if (!state.names.includes(own)) continue;
      compared += 1;
      const found = numbersOf(state.read(own));
      expected.forEach((value, i) => {
        expect(Math.abs(found[i]! - value), `${name}[${i}]`).toBeLessThan(1e-4);
      });
      if (furthest(found, first.get(own)!) > 1e-5) moved += 1;
    }
    expect(moved, "most of the tensors that learn have moved").toBeGreaterThanOrEqual(0.7 * compared);
    expect(compared > 0).toBe(one.frozenBlocks < one.blocks);
    const evaluation = buildEvaluationGraph({ network, batch, loss, classCounts });
    const answers = await Program.compile(
      evaluation.graph,
      { logits: evaluation.outputs.logits },
      { isReadOnly: true },
    );
    const { logits } = await answers.run(state, {
      pixels: { dtype: "uint8", shape: [batch, 3, size, size], data: pixels },
    });
    expect(furthest(numbersOf(logits), one.logits), "logits afterwards").toBeLessThan(1e-4);
  });
});

describe.skipIf(!existsSync(shared))("the models of ../shared/models (skipped where that folder is absent)", () => {
  const files = ["mobilenet_v2_0.35_features.onnx", "mobilenet_v1_0.25_224.onnx"];
  const side = 96;
  const x = Float32Array.from({ length: batch * 3 * side * side }, (_, i) => Math.sin(i * 0.7));

  test.each(files)("%s gives what onnxruntime gives, frozen, half frozen and not", async (file) => {
    const bytes = readFileSync(new URL(file, shared));
    const parsed = parseModel(bytes, file);
    const expected = await runtimeOutput(bytes, x, side);
    for (const freeze of ["all", "none", { allBut: 6 }]) {
      const model = parseConfigModel({ onnx: file, features: parsed.outputs[0], freeze }, "model");
      const found = await featuresOf(openBackbone(parsed, model as never, side, file), x, side);
      expect(furthest(found, expected), JSON.stringify(freeze)).toBeLessThan(1e-4);
    }
  });

  test("the features of a classifier are what its last layer takes; of a feature extractor, its output", () => {
    const [v2, v1] = files.map((file) => {
      const parsed = parseModel(readFileSync(new URL(file, shared)), file);
      return openBackbone(parsed, parseConfigModel({ onnx: file }, "model") as never, side, file);
    });
    expect([v2!.features, v2!.featureShape, v2!.blocks]).toEqual(["features", [1280], 52]);
    expect([v1!.features, v1!.featureShape, v1!.blocks]).toEqual(["pool", [256, 1, 1], 27]);
  });

  test("a size that its padding does not fit is refused, with those that do", () => {
    const file = files[0]!;
    const parsed = parseModel(readFileSync(new URL(file, shared)), file);
    const model = parseConfigModel({ onnx: file }, "model") as never;
    expect(() => openBackbone(parsed, model, 100, file)).toThrowErrorMatchingInlineSnapshot(`
      [WrasseError: backbone-size-wrong at data.size
        expected a multiple of 32: mobilenet_v2_0.35_features.onnx pads its pictures on one side, which fits such sizes only, got 100
        try: set data.size to 96 or 128]
    `);
    expect(() => openBackbone(parsed, model, 128, file)).not.toThrow();
  });
});

/** The largest difference, as a share of the largest number. */
function furthest(got: readonly number[], expected: readonly number[]): number {
  expect(got.length).toBe(expected.length);
  const largest = Math.max(...expected.map(Math.abs), 1e-6);
  return Math.max(...expected.map((value, i) => Math.abs(value - got[i]!))) / largest;
}

import { expect, test } from "vitest";
import { tinyDataset, tinyModel } from "../../test/support/tinyDataset.ts";
import { parseConfig } from "../config/config.ts";
import { bytesPerPhoto } from "../data/pixelStore.ts";
import { Graph } from "../graph/graph.ts";
import { parseModel, writeModel } from "../graph/onnx.ts";
import { relu } from "../graph/ops/relu.ts";
import { tensorOf } from "../graph/tensor.ts";
import { openSession, runtimeTensor } from "../runtime/session.ts";
import { probabilitiesAt } from "./decision/temperature.ts";
import { fit } from "./fit.ts";
import { forTransformers } from "./inputAdapters.ts";
import { describeModel, encodeModel } from "./modelFile.ts";
import { planTraining } from "./plan.ts";
import { Trainer } from "./trainer.ts";

const dataset = tinyDataset();
const config = parseConfig({ data: { path: "none" }, model: tinyModel, epochs: 2, batch: 16 });

async function trained<T>(work: (trainer: Trainer) => Promise<T>): Promise<T> {
  const trainer = await Trainer.create(planTraining(config, dataset), dataset, { threads: 1 });
  try {
    await fit(trainer, { earlyStopping: config.earlyStopping });
    return await work(trainer);
  } finally {
    await trainer.release();
  }
}

test.each(["raw", "normalised"] as const)(
  "a file with %s input gives the trainer's probabilities, for any number of photos",
  async (scale) => {
    const { validation } = dataset.parts;
    const { bytes, expected } = await trained(async (trainer) => {
      const { network, loss } = trainer.plan;
      const options = { network, loss: loss.loss, classes: dataset.classes, fit: config.data.fit, scale };
      return { bytes: encodeModel(trainer.state, options), expected: await trainer.evaluate(validation) };
    });
    const { description } = describeModel(bytes, "best.onnx");
    expect(description.classes).toEqual(["red", "green", "blue"]);
    const { name, size, mean, deviation } = description.input;
    const session = await openSession(bytes, { threads: 1 });
    try {
      for (const count of [1, 3, validation.length]) {
        const raw = new Uint8Array(count * bytesPerPhoto(size));
        dataset.pixels.read(validation.subarray(0, count), raw);
        const channel = (i: number): number => Math.floor(i / (size * size)) % 3;
        const values = Array.from(raw, (value, i) =>
          scale === "raw" ? value : (value / 255 - mean[channel(i)]!) / deviation[channel(i)]!,
        );
        const input = runtimeTensor(tensorOf("float32", [count, 3, size, size], values));
        const { probabilities } = await session.run({ [name]: input });
        const got = Array.from(probabilities!.data as Float32Array);
        expect(got).toHaveLength(count * 3);
        // Batch sums differ in order between graphs: float32 rounding of numbers up to 1.
        got.forEach((value, i) => {
          expect(Math.abs(value - expected.probabilities[i]!)).toBeLessThan(1e-5);
        });
      }
    } finally {
      await session.release();
    }
  },
);

test("a temperature changes the probabilities, neither the logits nor what a pipeline of transformers.js makes of them", async () => {
  const { network, loss } = planTraining(config, dataset);
  const { bytes, plain } = await trained((trainer) => {
    const options = { network, loss: loss.loss, classes: dataset.classes, fit: "stretch", scale: "raw" } as const;
    return Promise.resolve({
      bytes: encodeModel(trainer.state, { ...options, temperature: 2.5 }),
      plain: encodeModel(trainer.state, options),
    });
  });
  const photo = new Uint8Array(bytesPerPhoto(network.size));
  dataset.pixels.read(dataset.parts.test.subarray(0, 1), photo);
  const answer = async (model: Uint8Array, name: string, shape: number[], values: number[]) => {
    const session = await openSession(model, { threads: 1 });
    const { logits, probabilities } = await session.run({ [name]: runtimeTensor(tensorOf("float32", shape, values)) });
    await session.release();
    return { logits: [...(logits!.data as Float32Array)], probabilities: [...(probabilities!.data as Float32Array)] };
  };
  const shape = [1, 3, network.size, network.size];
  const before = await answer(plain, "pixels", shape, [...photo]);
  const after = await answer(bytes, "pixels", shape, [...photo]);
  expect(after.logits).toEqual(before.logits);
  const expected = probabilitiesAt({ logits: before.logits, classCount: 3, hasSigmoids: false }, 2.5);
  after.probabilities.forEach((probability, i) => {
    expect(probability).toBeCloseTo(expected[i]!, 6);
    expect(Math.abs(probability - before.probabilities[i]!)).toBeGreaterThan(1e-3);
  });
  expect(describeModel(bytes, "best.onnx").description.temperature).toBe(2.5);

  const side = 2 * network.size;
  const grey = new Array<number>(3 * side * side).fill(128);
  const [forPipeline, plainPipeline] = await Promise.all(
    [bytes, plain].map((model) =>
      answer(forTransformers(describeModel(model, "best.onnx"), "best.onnx"), "pixel_values", [1, 3, side, side], grey),
    ),
  );
  forPipeline!.logits.forEach((logit, i) => {
    expect(logit).toBeCloseTo(plainPipeline!.logits[i]! / 2.5, 5);
  });
});

test("a file from before temperatures has one of 1, and no decisions", async () => {
  const bytes = await trained((trainer) => {
    const { network, loss } = trainer.plan;
    const options = { network, loss: loss.loss, classes: dataset.classes, fit: "stretch", scale: "raw" } as const;
    return Promise.resolve(encodeModel(trainer.state, options));
  });
  const model = parseModel(bytes, "old.onnx");
  const { temperature: _, ...old } = JSON.parse(model.metadata["wrasse"]!) as Record<string, unknown>;
  const graph = new Graph();
  const metadata = { wrasse: JSON.stringify(old) };
  const outputs = new Map([["y", relu(graph.input("x", "float32", [1]))]]);
  const { description } = describeModel(writeModel(graph, { outputs, metadata }), "old.onnx");
  expect(description.temperature).toBe(1);
  expect(description.decision).toBeUndefined();
});

test("the same training gives the same bytes", async () => {
  const encode = (trainer: Trainer): Promise<Uint8Array> => {
    const { network, loss } = trainer.plan;
    const { classes } = dataset;
    return Promise.resolve(
      encodeModel(trainer.state, { network, loss: loss.loss, classes, fit: "stretch", scale: "raw" }),
    );
  };
  expect(Buffer.from(await trained(encode)).equals(Buffer.from(await trained(encode)))).toBe(true);
});

test("a model of somebody else is refused with what it lacks", () => {
  const graph = new Graph();
  const bytes = writeModel(graph, { outputs: new Map([["y", relu(graph.input("x", "float32", [1]))]]) });
  expect(() => describeModel(bytes, "other.onnx")).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: model-not-described at other.onnx
      expected an .onnx file that Wrasse wrote, with class names and input size in its metadata, got a model without them
      try: give the best.onnx of a run]
  `);
  expect(() => describeModel(new Uint8Array([1, 2, 3]), "text.onnx")).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: not-an-onnx-model at text.onnx
      expected the bytes of an ONNX model, got 3 bytes that are no such file
      try: check that the file is complete and was written by an ONNX exporter]
  `);
});

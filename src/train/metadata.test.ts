import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { tinyDataset, tinyModel } from "../../test/support/tinyDataset.ts";
import { draws } from "../base/random.ts";
import { type Config, parseConfig } from "../config/config.ts";
import { type Dataset, datasetFromPixels } from "../data/dataset.ts";
import { encodeRecords } from "../data/metadata/encodeRecords.ts";
import { parseModel } from "../graph/onnx.ts";
import { tensorOf } from "../graph/tensor.ts";
import { openSession, runtimeTensor } from "../runtime/session.ts";
import { openBackboneFile } from "./backboneFile.ts";
import { loadCheckpoint, saveCheckpoint } from "./checkpoint.ts";
import { Classifier } from "./classifier.ts";
import { datasetDigest } from "./datasetDigest.ts";
import { exportModel } from "./exportModel.ts";
import { fit } from "./fit.ts";
import { describeModel, encodeModel } from "./modelFile.ts";
import { planTraining } from "./plan.ts";
import { Trainer } from "./trainer.ts";

const classes = ["red", "green", "blue"];
const habitats = ["reef", "sand", "wreck"];

/** Pictures that tell nothing of their class, and facts that tell all of it; some facts are missing. */
function dataset(change: (photo: number, facts: Record<string, string>) => void = () => undefined): Dataset {
  const plain = tinyDataset(90, 0);
  const photos = plain.photos.map((photo, i) => {
    const rng = draws(0, "facts", i);
    const facts: Record<string, string> = {
      length: rng.normal(10 + 5 * photo.label, 1).toFixed(2),
      habitat: habitats[photo.label]!,
      note: `note ${i}`,
    };
    if (rng.chance(0.1)) facts["length"] = "";
    if (rng.chance(0.1)) facts["habitat"] = "NA";
    change(i, facts);
    return { ...photo, metadata: facts };
  });
  return { ...plain, photos };
}

function config({ metadata = {}, ...more }: { metadata?: object; [key: string]: unknown } = {}): Config {
  return parseConfig({
    data: { path: "none", metadata: { columns: ["length", "habitat"], ...metadata } },
    model: tinyModel,
    epochs: 3,
    batch: 16,
    optimizer: { name: "adam", learningRate: 0.01 },
    augmentation: [],
    ...more,
  });
}

async function withTrainer<T>(settings: Config, data: Dataset, work: (trainer: Trainer) => Promise<T>): Promise<T> {
  const file = await openBackboneFile(settings.model, data.pixels.size);
  const trainer = await Trainer.create(planTraining(settings, data, file), data, { threads: 1 });
  try {
    return await work(trainer);
  } finally {
    await trainer.release();
  }
}

function trained<T>(settings: Config, data: Dataset, work: (trainer: Trainer) => Promise<T>): Promise<T> {
  return withTrainer(settings, data, async (trainer) => {
    await fit(trainer, { earlyStopping: settings.earlyStopping });
    return work(trainer);
  });
}

const bits = (trainer: Trainer): string =>
  trainer.state.names
    .map((name) => `${name} ${Buffer.from((trainer.state.read(name).data as Float32Array).buffer).toString("hex")}`)
    .join("\n");

const bitsOf = (settings: Config, data: Dataset): Promise<string> =>
  trained(settings, data, (trainer) => Promise.resolve(bits(trainer)));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wrasse-metadata-"));
  return () => rmSync(folder, { recursive: true, force: true });
});

describe("where metadata are joined", () => {
  const shapesOf = (settings: Config, data = dataset()): Promise<Record<string, readonly number[]>> =>
    withTrainer(settings, data, ({ state }) => {
      const named = state.names.filter((name) => /(^|\.)(metadata\.|\d+\.dense\.weight$)/.test(name));
      const weights = named.filter((name) => name.endsWith("weight"));
      return Promise.resolve(Object.fromEntries(weights.map((name) => [name, state.read(name).shape])));
    });

  test("of a list of layers: in front of its last dense layer", async () => {
    const model = [{ conv2d: 4 }, "global-average-pool2d", { dense: 6 }, "relu", { dense: "classes" }];
    // length, missing; three habitats, unknown, missing.
    expect(await shapesOf(config({ model }))).toEqual({
      "2.dense.weight": [6, 4],
      "4.dense.weight": [3, 6 + 32],
      "metadata.0.dense.weight": [32, 7],
    });
  });

  test("of a named model: in front of the layer that gives the logits", async () => {
    const shapes = await shapesOf(config({ model: { name: "small-cnn", width: 2, blocks: 2 } }));
    expect(Object.values(shapes)).toEqual([
      [32, 7],
      [3, 4 + 32],
    ]);
  });

  test("through the branch of the config, or as they are", async () => {
    const branch = [{ dense: 5 }, "tanh", { dropout: 0.1 }, { dense: 4 }];
    expect(await shapesOf(config({ metadata: { branch } }))).toMatchObject({
      "6.dense.weight": [3, 4 + 4],
      "metadata.0.dense.weight": [5, 7],
      "metadata.3.dense.weight": [4, 5],
    });
    expect(await shapesOf(config({ metadata: { branch: [] } }))).toEqual({ "6.dense.weight": [3, 4 + 7] });
  });

  test("a model without a dense layer is refused with what to do", () => {
    const model = [{ conv2d: 3 }, "global-average-pool2d"];
    return expect(shapesOf(config({ model }))).rejects.toThrowErrorMatchingInlineSnapshot(`
      [WrasseError: metadata-without-place at model
        expected a dense layer, in front of which the metadata are joined to the image features, got the layers conv2d, global-average-pool2d
        try: end the model with global-average-pool2d and dense: classes, or take out data.metadata.columns]
    `);
  });

  test("a branch that does not fit is refused with its place", async () => {
    await expect(shapesOf(config({ metadata: { branch: [{ conv2d: 3 }] } }))).rejects.toThrow("metadata.0.conv2d");
    expect(() => config({ metadata: { branch: [{ dens: 3 }] } })).toThrow("data.metadata.branch.0");
  });
});

test("a network without metadata has the same bits as before facts were there", async () => {
  const plain = tinyDataset(90, 0);
  const settings = config({ metadata: { columns: [] } });
  expect(await bitsOf(settings, dataset())).toBe(await bitsOf(settings, plain));
});

test("the network learns from facts what pictures do not tell", async () => {
  const settings = config({ epochs: 12 });
  const accuracy = await trained(settings, dataset(), async (trainer) => {
    const { test: photos } = trainer.dataset.parts;
    return (await trainer.evaluate(photos)).accuracy;
  });
  expect(accuracy).toBeGreaterThan(0.8);
});

describe("honesty and exactness", () => {
  test("a fact of a test photo changes nothing that is learnt, one of a training photo does", async () => {
    const data = dataset();
    const settings = config();
    const learnt = planTraining(settings, data).metadata!;
    const changed = (part: "train" | "validation" | "test"): Dataset => {
      const photo = data.parts[part][0]!;
      return dataset((i, facts) => {
        if (i === photo) Object.assign(facts, { length: "1000", habitat: "harbour" });
      });
    };
    for (const part of ["validation", "test"] as const) {
      expect(planTraining(settings, changed(part)).metadata!.encoding).toEqual(learnt.encoding);
    }
    expect(planTraining(settings, changed("train")).metadata!.encoding).not.toEqual(learnt.encoding);
    expect(await bitsOf(settings, changed("test"))).toBe(await bitsOf(settings, data));
  });

  test("the same seed gives the same bits, also when stopped in the middle of an epoch and gone on", async () => {
    const data = dataset();
    const settings = config({ metadata: { dropout: 0.5 }, model: tinyModel });
    const whole = await bitsOf(settings, data);
    expect(await bitsOf(settings, data)).toBe(whole);
    expect(await bitsOf(config({ metadata: { dropout: 0.5 }, seed: 1 }), data)).not.toBe(whole);

    const path = join(folder, "last.safetensors");
    const { earlyStopping } = settings;
    await withTrainer(settings, data, async (trainer) => {
      const stop = new AbortController();
      const observer = { afterStep: ({ step }: { step: number }) => (step >= 6 ? stop.abort() : undefined) };
      const { progress } = await fit(trainer, { earlyStopping, signal: stop.signal, observer });
      expect(progress.stepInEpoch).toBeGreaterThan(0);
      await saveCheckpoint(path, trainer.state, { progress, digest: "d" });
    });
    const resumed = await withTrainer(settings, data, async (trainer) => {
      const { progress } = (await loadCheckpoint(path, trainer.state))!;
      await fit(trainer, { earlyStopping, from: progress });
      return bits(trainer);
    });
    expect(resumed).toBe(whole);
  });

  test("hidden facts change what is learnt, and nothing of an evaluation", async () => {
    const data = dataset();
    const open = await bitsOf(config({ metadata: { dropout: 1e-9 } }), data);
    expect(await bitsOf(config({ metadata: { dropout: 0.9 } }), data)).not.toBe(open);
    await trained(config({ metadata: { dropout: 0.9 } }), data, async (trainer) => {
      const first = await trainer.evaluate(data.parts.test);
      expect(await trainer.evaluate(data.parts.test)).toEqual(first);
    });
  });

  test("statistics of a branch with batch norm are measured for averaged weights too", async () => {
    const branch = [{ dense: 4 }, "batch-norm", "relu"];
    const settings = config({ metadata: { branch }, averaging: { name: "swa", start: 0.3 } });
    const found = await bitsOf(settings, dataset());
    expect(found).toContain("metadata.1.batch-norm");
    expect(await bitsOf(settings, dataset())).toBe(found);
  });

  test("the data set's digest has the values in use, and no others", () => {
    const digest = (data: Dataset, settings = config()): string =>
      datasetDigest(data, planTraining(settings, data).metadata);
    const { test: photos } = dataset().parts;
    const changed = (column: string): Dataset =>
      dataset((i, facts) => {
        if (i === photos[0]) facts[column] = "12.34";
      });
    expect(digest(changed("note"))).toBe(digest(dataset()));
    expect(digest(changed("length"))).not.toBe(digest(dataset()));
    const without = config({ metadata: { columns: [] } });
    expect(digest(changed("length"), without)).toBe(digest(dataset(), without));
  });
});

/** A model's file with pictures and facts fed by hand to onnxruntime. */
async function answersOf(
  bytes: Uint8Array,
  data: Dataset,
  photos: Uint32Array,
  scale: "raw" | "normalised" = "raw",
): Promise<{ probabilities: number[]; inputs: string[] }> {
  const { description, model } = describeModel(bytes, "best.onnx");
  const { size, name, mean, deviation } = description.input;
  const raw = new Uint8Array(photos.length * 3 * size * size);
  data.pixels.read(photos, raw);
  const values = Array.from(raw, (value, i) => {
    const channel = Math.floor(i / (size * size)) % 3;
    return scale === "raw" ? value : (value / 255 - mean[channel]!) / deviation[channel]!;
  });
  const paths = Array.from(photos, (photo) => data.photos[photo]!.path);
  const records = Array.from(photos, (photo) => data.photos[photo]!.metadata);
  const { featuresOf } = encodeRecords(description.metadata!, paths, records);
  const width = description.metadata!.features.length;
  const session = await openSession(bytes, { threads: 1 });
  try {
    const { probabilities } = await session.run({
      [name]: runtimeTensor(tensorOf("float32", [photos.length, 3, size, size], values)),
      metadata: runtimeTensor(
        tensorOf(
          "float32",
          [photos.length, width],
          records.flatMap((_, i) => [...featuresOf(i)]),
        ),
      ),
    });
    return {
      probabilities: Array.from(probabilities!.data as Float32Array),
      inputs: model.inputs.map((input) => `${input.name} ${input.dtype} [${input.shape.join(", ")}]`),
    };
  } finally {
    await session.release();
  }
}

/** Sums are in another order in other graphs: float32 rounding of numbers up to 1. */
function expectSame(got: readonly number[], expected: Float32Array): void {
  expect(got).toHaveLength(expected.length);
  got.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-5);
  });
}

async function fileOf(trainer: Trainer): Promise<Uint8Array> {
  const { network, loss, metadata } = trainer.plan;
  const options = { network, loss: loss.loss, classes, fit: "stretch", scale: "raw" } as const;
  return encodeModel(await trainer.modelState(), { ...options, metadata: metadata?.encoding });
}

describe("the model's file", () => {
  test("takes facts as its second input and gives the evaluation's probabilities", async () => {
    const data = dataset();
    const { bytes, expected } = await trained(config(), data, async (trainer) => ({
      bytes: await fileOf(trainer),
      expected: await trainer.evaluate(data.parts.test),
    }));
    const found = await answersOf(bytes, data, data.parts.test);
    expect(found.inputs).toEqual(["pixels float32 [batch, 3, 8, 8]", "metadata float32 [batch, 7]"]);
    expectSame(found.probabilities, expected.probabilities);
    expectSame(
      (await answersOf(bytes, data, data.parts.test.subarray(0, 1))).probabilities,
      expected.probabilities.slice(0, 3),
    );

    const path = join(folder, "best.onnx");
    writeFileSync(path, bytes);
    await exportModel(path, { to: "onnx", out: join(folder, "out"), input: "normalised" });
    const { readFile } = await import("node:fs/promises");
    const exported = new Uint8Array(await readFile(join(folder, "out", "model.onnx")));
    const normalised = await answersOf(exported, data, data.parts.test, "normalised");
    expect(normalised.inputs).toEqual(["pixel_values float32 [batch, 3, 8, 8]", "metadata float32 [batch, 7]"]);
    expectSame(normalised.probabilities, expected.probabilities);
  });

  test("asked without facts answers as for photos whose facts are all missing", async () => {
    const data = dataset();
    const { test: photos } = data.parts;
    const silent = dataset((i, facts) => {
      if (photos.includes(i)) Object.assign(facts, { length: "", habitat: "" });
    });
    const { bytes, expected } = await trained(config(), silent, async (trainer) => ({
      bytes: await fileOf(trainer),
      expected: await trainer.evaluate(photos),
    }));
    const path = join(folder, "best.onnx");
    writeFileSync(path, bytes);
    const pixels = new Uint8Array(photos.length * 3 * 8 * 8);
    data.pixels.read(photos, pixels);
    const classifier = await Classifier.open(path, { threads: 1 });
    const found = await classifier.classify(pixels, photos.length);
    await classifier.release();
    expectSame([...found.probabilities], expected.probabilities);
  });

  test("is not written for transformers.js, whose pipeline takes pictures alone", async () => {
    const path = join(folder, "best.onnx");
    writeFileSync(path, await withTrainer(config(), dataset(), fileOf));
    const exported = exportModel(path, { to: "transformers.js", out: join(folder, "out") });
    await expect(exported).rejects.toThrow("export-with-metadata");
  });

  test("is no backbone: a backbone has one input", async () => {
    const path = join(folder, "best.onnx");
    writeFileSync(path, await withTrainer(config(), dataset(), fileOf));
    await expect(openBackboneFile(config({ model: { onnx: path } }).model, 8)).rejects.toThrow("backbone-input-wrong");
  });
});

describe("a frozen backbone", () => {
  const file = fileURLToPath(new URL("../../test/fixtures/backbones/resnet18.onnx", import.meta.url));
  const size = 32;

  function pictures(): Dataset {
    const count = 24;
    const pixels = Uint8Array.from({ length: count * 3 * size * size }, (_, i) => (i * 7919) % 251);
    return datasetFromPixels({
      classes: ["a", "b"],
      labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
      pixels,
      size,
      splits: Array.from({ length: count }, (_, i) => (i < 16 ? "train" : "test")),
      metadata: Array.from({ length: count }, (_, i) => ({ depth: String(i % 2 === 0 ? 3 + i : 80 + i) })),
    });
  }

  test("has facts joined in its head, and its kept features are fed with them", async () => {
    const data = pictures();
    const settings = parseConfig({
      data: { path: "none", size, metadata: { columns: ["depth"] } },
      model: { onnx: file, input: { scale: "imagenet" } },
      optimizer: { name: "adam", learningRate: 0.03 },
      augmentation: [],
      epochs: 8,
      batch: 8,
      earlyStopping: { patience: 0 },
    });
    const { names, bytes, expected } = await trained(settings, data, async (trainer) => ({
      names: trainer.state.names,
      bytes: await fileOf(trainer),
      expected: await trainer.evaluate(data.parts.test),
    }));
    expect(names).toContain("head.metadata.0.dense.weight");
    expect(expected.accuracy).toBe(1);
    expect(parseModel(bytes, "best.onnx").inputs.map(({ name }) => name)).toEqual(["pixels", "metadata"]);
    expectSame((await answersOf(bytes, data, data.parts.test)).probabilities, expected.probabilities);
  });
});

import { existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { tinyConfig, writeTinyData } from "../../test/cli/tinyData.ts";
import { temporaryFolder } from "../../test/support/photos.ts";
import { tinyDataset, tinyModel } from "../../test/support/tinyDataset.ts";
import { type Config, parseConfig } from "../config/config.ts";
import { type Dataset, datasetFromPixels } from "../data/dataset.ts";
import { openRecord } from "../diagnose/importers/openRecord.ts";
import { openBackboneFile } from "../train/backboneFile.ts";
import { fit } from "../train/fit.ts";
import { encodeModel } from "../train/modelFile.ts";
import { planTraining } from "../train/plan.ts";
import { readRecord } from "../train/record/readRecord.ts";
import { byLayer, epochsOf, lastFinite, type RunRecord, series, seriesOf } from "../train/record/record.ts";
import { type MeasuredStep, Trainer } from "../train/trainer.ts";
import { passiveProbes } from "./passive/index.ts";
import { resume, train } from "./train.ts";

/** The last.onnx that a training would write, and what was measured on the way. */
async function trained(
  settings: Record<string, unknown>,
  every: "auto" | "off" | number,
  dataset: Dataset,
): Promise<{ model: Buffer; measured: MeasuredStep[] }> {
  const data = { path: "none", size: dataset.pixels.size };
  const config = parseConfig({ data, epochs: 2, batch: 16, ...settings, probes: { every } });
  const file = await openBackboneFile(config.model, config.data.size);
  const plan = planTraining(config, dataset, file);
  const trainer = await Trainer.create(plan, dataset, { threads: 1, probes: passiveProbes });
  const measured: MeasuredStep[] = [];
  try {
    await fit(trainer, {
      earlyStopping: config.earlyStopping,
      observer: { measured: (step) => void measured.push(step) },
    });
    const { network, loss } = plan;
    const { classes } = dataset;
    const options = { network, loss: loss.loss, classes, fit: config.data.fit, scale: "raw" } as const;
    return { model: Buffer.from(encodeModel(await trainer.modelState(), options)), measured };
  } finally {
    await trainer.release();
  }
}

const resnet18 = fileURLToPath(new URL("../../test/fixtures/backbones/resnet18.onnx", import.meta.url));

/** The tiny pictures, each pixel four times in both directions. */
function larger(): Dataset {
  const count = 30;
  const small = tinyDataset(count);
  const pixels = new Uint8Array(count * 3 * 32 * 32);
  const from = new Uint8Array(count * 3 * 8 * 8);
  small.pixels.read(
    Uint32Array.from({ length: count }, (_, i) => i),
    from,
  );
  for (let i = 0; i < pixels.length; i += 1) {
    const [plane, row, column] = [Math.floor(i / 1024), Math.floor(i / 32) % 32, i % 32];
    pixels[i] = from[plane * 64 + (row >> 2) * 8 + (column >> 2)]!;
  }
  return datasetFromPixels({
    classes: small.classes,
    labels: Uint8Array.from(small.labels),
    pixels,
    size: 32,
    splits: Array.from({ length: count }, (_, i) => (i < 20 ? "train" : "validation")),
  });
}

const momentum = { name: "sgd", momentum: 0.9, learningRate: 0.05 };
const residual = [
  { conv2d: 4 },
  "batch-norm",
  "relu",
  { residual: [{ conv2d: 4 }, "relu", { conv2d: 4 }] },
  "relu",
  "global-average-pool2d",
  { dense: "classes" },
];
const deep = [
  { conv2d: 4 },
  "tanh",
  { "max-pool2d": 2 },
  { conv2d: 4 },
  "sigmoid",
  "flatten",
  { dense: 8 },
  "gelu",
  { dense: "classes" },
];

describe("probed or not, a training ends with the same model, byte for byte:", () => {
  test.each<[string, Record<string, unknown>]>([
    ["small-cnn, sgd with momentum", { model: { name: "small-cnn", blocks: 2, width: 8 }, optimizer: momentum }],
    ["batch norm and dropout, adamw", { model: tinyModel, optimizer: "adamw", gradientClipping: { norm: 1 } }],
    ["a residual, sgd with momentum", { model: residual, optimizer: momentum, augmentation: [] }],
    ["a residual, adamw, an average of weights", { model: residual, optimizer: "adamw", averaging: "ema" }],
    ["tanh, sigmoid and dense layers, rmsprop", { model: deep, optimizer: "rmsprop" }],
  ])("%s", async (_, settings) => {
    const dataset = tinyDataset();
    const plain = await trained(settings, "off", dataset);
    const [each, usual] = [await trained(settings, 1, dataset), await trained(settings, "auto", dataset)];
    expect(each.model.equals(plain.model)).toBe(true);
    expect(usual.model.equals(plain.model)).toBe(true);
    expect(plain.measured).toEqual([]);
    // 40 training photos: two full steps an epoch, and a short one that is not probed.
    expect(each.measured.map(({ step }) => step)).toEqual([0, 1, 3, 4]);
    expect(usual.measured.map(({ step }) => step)).toEqual([0, 1, 4]);
  });

  test.each<[string, Record<string, unknown>]>([
    ["a backbone whose last blocks learn", { freeze: { allBut: 3 } }],
    ["a frozen backbone, of which features are kept", { freeze: "all" }],
  ])("%s", async (_, model) => {
    const dataset = larger();
    const settings = {
      model: { onnx: resnet18, input: { scale: "imagenet" }, ...model },
      optimizer: momentum,
      augmentation: [],
      batch: 8,
      epochs: 1,
    };
    const plain = await trained(settings, "off", dataset);
    const each = await trained(settings, 1, dataset);
    expect(each.model.equals(plain.model)).toBe(true);
    expect(each.measured.length).toBe(2);
    expect(each.measured[0]!.values.get("gradient-norm")!.every((value) => value! > 0)).toBe(true);
  });
});

async function photosFolder(): Promise<string> {
  const folder = temporaryFolder();
  await writeTinyData(folder);
  return folder;
}

function configIn(folder: string, more: object = {}): Config {
  return parseConfig({ ...tinyConfig, ...more, data: { path: join(folder, "photos"), size: 16 } });
}

test("a run's record has its classes, layers, steps, epochs and end", async () => {
  const folder = await photosFolder();
  const out = join(folder, "run");
  await train(configIn(folder), { out, threads: 1, cacheDirectory: folder });
  const record = await openRecord(out);
  const { classes, layers, seed, stepsPerEpoch, config } = record.facts;
  expect(classes).toEqual([
    { name: "amphiprion-clarkii", photos: { train: 14, validation: 3, test: 3 } },
    { name: "amphiprion-ocellaris", photos: { train: 14, validation: 3, test: 3 } },
  ]);
  expect(layers!.map(({ place }) => place)).toEqual([
    "0.conv2d",
    "1.batch-norm",
    "2.relu",
    "3.dropout",
    "4.global-average-pool2d",
    "5.dense",
  ]);
  expect(layers![0]).toEqual({
    place: "0.conv2d",
    kind: "conv2d",
    isActivation: false,
    weights: [
      { name: "0.conv2d.weight", shape: [4, 3, 3, 3] },
      { name: "0.conv2d.bias", shape: [4] },
    ],
  });
  expect([seed, stepsPerEpoch]).toEqual([0, 4]);
  expect(parseConfig(config).epochs).toBe(4);

  expect(epochsOf(record)).toBe(4);
  const csv = readFileSync(join(out, "results.csv"), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",").map(Number));
  expect(series(record, "loss").map(({ value }) => value)).toEqual(csv.map((row) => row[2]));
  expect(series(record, "accuracy", { part: "validation" }).map(({ value }) => value)).toEqual(
    csv.map((row) => row[4]),
  );
  // 28 photos in steps of 8: step 3, 7, 11, 15 are short.
  expect(series(record, "batch-loss").map(({ step }) => step)).toEqual([0, 1, 2, 4, 8]);
  expect(byLayer(record, "gradient-norm").map(({ layer }) => layer)).toEqual(["0.conv2d", "1.batch-norm", "5.dense"]);
  expect(seriesOf(record, "zero-share").map(({ subject }) => subject)).toEqual(["2.relu"]);
  // Classes of equal size: the mean of their accuracies is the whole's.
  const recalls = seriesOf(record, "class-accuracy", "validation").map(({ points }) => points.at(-1)!.value);
  expect((recalls[0]! + recalls[1]!) / 2).toBeCloseTo(
    lastFinite(series(record, "accuracy", { part: "validation" }))!,
    5,
  );
  const result = JSON.parse(readFileSync(join(out, "result.json"), "utf8")) as {
    test: { accuracy: number; perClass: { recall: number }[] };
  };
  expect(lastFinite(series(record, "final-accuracy", { part: "test" }))).toBe(result.test.accuracy);
  expect(seriesOf(record, "final-class-recall", "test").map(({ points }) => points[0]!.value)).toEqual(
    result.test.perClass.map(({ recall }) => recall),
  );
});

test("stopped, damaged and resumed, a run has the record of one that was not, byte for byte", async () => {
  const folder = await photosFolder();
  const config = configIn(folder, { probes: { every: 1 } });
  const work = { threads: 1, cacheDirectory: folder };
  await train(config, { out: join(folder, "whole"), ...work });
  const whole = readFileSync(join(folder, "whole", "record.jsonl"), "utf8");

  const out = join(folder, "stopped");
  const stop = new AbortController();
  const stopAt = (epoch: number, step: number) => (event: { type: string; epoch?: number; step?: number }) => {
    if (event.type === "step" && event.epoch === epoch && event.step === step) stop.abort();
  };
  const first = await train(config, { out, ...work, signal: stop.signal, tell: stopAt(2, 2) });
  expect(first.reason).toBe("interrupted");
  const path = join(out, "record.jsonl");
  const partial = readFileSync(path, "utf8");
  expect(whole.startsWith(partial)).toBe(true);
  expect(partial.length).toBeLessThan(whole.length);
  // As a kill would leave it: steps after the checkpoint, and half a line.
  const later = whole.split("\n").slice(partial.split("\n").length - 1, partial.split("\n").length + 3);
  writeFileSync(path, `${partial}${later.join("\n")}`);
  truncateSync(path, partial.length + later.join("\n").length - 20);
  await resume(out, work);
  expect(readFileSync(path, "utf8")).toBe(whole);
});

test("a run without a record, as older versions wrote, is given one from its epochs on", async () => {
  const folder = await photosFolder();
  const out = join(folder, "run");
  const stop = new AbortController();
  const work = { threads: 1, cacheDirectory: folder };
  const tell = (event: { type: string; epoch?: number }): void =>
    event.type === "step" && event.epoch === 3 ? stop.abort() : undefined;
  await train(configIn(folder, { probes: { every: "off" } }), { out, ...work, signal: stop.signal, tell });
  writeFileSync(join(out, "record.jsonl"), "");
  await resume(out, work);
  const record = await readRecord(join(out, "record.jsonl"));
  expect(series(record, "loss").map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
  expect(seriesOf(record, "class-loss").map(({ points }) => points.map(({ epoch }) => epoch))).toEqual([
    [3, 4],
    [3, 4],
  ]);
  expect(record.facts.layers).toHaveLength(6);
  expect(series(record, "batch-loss")).toEqual([]);
});

test("a training that diverges keeps the record up to the step whose loss is not finite", async () => {
  const folder = await photosFolder();
  const out = join(folder, "run");
  const optimizer = { name: "sgd", learningRate: 1e30 };
  const config = configIn(folder, {
    optimizer,
    schedule: "constant",
    model: ["flatten", { dense: 4 }, "relu", { dense: "classes" }],
  });
  await expect(train(config, { out, threads: 1, cacheDirectory: folder })).rejects.toMatchObject({
    code: "loss-not-finite",
  });
  const record: RunRecord = await openRecord(out);
  const losses = series(record, "batch-loss");
  expect(Number.isFinite(losses[0]!.value)).toBe(true);
  expect(Number.isFinite(losses.at(-1)!.value)).toBe(false);
  expect(existsSync(join(out, "results.csv"))).toBe(true);
});

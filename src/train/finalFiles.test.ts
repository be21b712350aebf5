import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { tinyDataset, tinyModel } from "../../test/support/tinyDataset.ts";
import { parseConfig } from "../config/config.ts";
import { tensorOf } from "../graph/tensor.ts";
import { openSession, runtimeTensor } from "../runtime/session.ts";
import { saveCheckpoint } from "./checkpoint.ts";
import { fitTemperature } from "./decision/temperature.ts";
import { writeFinalFiles } from "./finalFiles.ts";
import { fit } from "./fit.ts";
import { evaluateClassifier } from "./metrics/evaluate.ts";
import { describeModel } from "./modelFile.ts";
import { planTraining } from "./plan.ts";
import { runFolder } from "./runFolder.ts";
import { Trainer } from "./trainer.ts";

/** The logits that an .onnx file gives for a part's photos, or its probabilities. */
async function answersOf(
  path: string,
  dataset: ReturnType<typeof tinyDataset>,
  photos: Uint32Array,
  output: "logits" | "probabilities" = "logits",
): Promise<number[]> {
  const { size } = dataset.pixels;
  const pixels = new Uint8Array(photos.length * 3 * size * size);
  dataset.pixels.read(photos, pixels);
  const session = await openSession(await readFile(path), { threads: 1 });
  const input = runtimeTensor(tensorOf("float32", [photos.length, 3, size, size], [...pixels]));
  const outputs = await session.run({ pixels: input });
  await session.release();
  return Array.from(outputs[output]!.data as Float32Array);
}

test("best.onnx has the best epoch's averaged weights, as validation saw them", async () => {
  const path = await mkdtemp(join(tmpdir(), "wrasse-"));
  const folder = runFolder(path);
  const config = parseConfig({ data: { path: "none" }, model: tinyModel, epochs: 4, batch: 16, averaging: "ema" });
  const dataset = tinyDataset();
  const trainer = await Trainer.create(planTraining(config, dataset), dataset, { threads: 1 });
  try {
    await mkdir(dirname(folder.bestCheckpoint), { recursive: true });
    const { progress } = await fit(trainer, {
      earlyStopping: config.earlyStopping,
      observer: {
        afterEpoch: async (now, isBest) => {
          if (isBest) await saveCheckpoint(folder.bestCheckpoint, trainer.state, { progress: now, digest: "" });
        },
      },
    });
    const figures = await writeFinalFiles(folder, config, trainer, progress, () => undefined);
    const { validation } = dataset.parts;
    const best = progress.history[progress.bestEpoch - 1]!;
    expect(figures.validation!.accuracy).toBe(best.validationAccuracy);

    const found = await answersOf(folder.bestModel, dataset, validation);
    const averaged = (await trainer.evaluate(validation)).logits;
    const plainTrainer = await Trainer.create({ ...trainer.plan, averaging: undefined }, dataset, { threads: 1 });
    for (const name of plainTrainer.state.names) plainTrainer.state.write(name, trainer.state.read(name));
    const plain = (await plainTrainer.evaluate(validation)).logits;
    await plainTrainer.release();
    const distance = (answers: Float32Array): number =>
      Math.max(...found.map((logit, i) => Math.abs(logit - answers[i]!)));
    expect(distance(averaged)).toBeLessThan(1e-5);
    expect(distance(plain)).toBeGreaterThan(1e-3);
  } finally {
    await trainer.release();
    await rm(path, { recursive: true });
  }
});

test("predictions.csv has what every figure of the test photos is worked out from", async () => {
  const path = await mkdtemp(join(tmpdir(), "wrasse-"));
  const folder = runFolder(path);
  const earlyStopping = { restoreBest: false };
  const config = parseConfig({ data: { path: "none" }, model: tinyModel, epochs: 1, batch: 16, earlyStopping });
  const dataset = tinyDataset();
  const { classes } = dataset;
  const trainer = await Trainer.create(planTraining(config, dataset), dataset, { threads: 1 });
  try {
    const { progress } = await fit(trainer, { earlyStopping: config.earlyStopping });
    const { test: figures } = await writeFinalFiles(folder, config, trainer, progress, () => undefined);
    const rows = parse<Record<string, string>>(await readFile(folder.predictions), { columns: true });
    const labels = rows.map(({ label }) => classes.indexOf(label!));
    const probabilities = rows.flatMap((row) => classes.map((name) => Math.fround(Number(row[`probability ${name}`]))));
    expect(evaluateClassifier({ probabilities, labels, classes })).toEqual(figures);
  } finally {
    await trainer.release();
    await rm(path, { recursive: true });
  }
});

test("best.onnx and last.onnx are calibrated by the validation photos, each by its own answers; the test photos say what it did", async () => {
  const path = await mkdtemp(join(tmpdir(), "wrasse-"));
  const folder = runFolder(path);
  const config = parseConfig({ data: { path: "none" }, model: tinyModel, epochs: 6, batch: 16, loss: "cross-entropy" });
  const dataset = tinyDataset(400, 16);
  const { classes, parts } = dataset;
  const trainer = await Trainer.create(planTraining(config, dataset), dataset, { threads: 1 });
  try {
    await mkdir(dirname(folder.bestCheckpoint), { recursive: true });
    const { progress } = await fit(trainer, {
      earlyStopping: config.earlyStopping,
      observer: {
        // The fourth epoch is called the best, so that the two models differ.
        afterEpoch: async (now) => {
          if (now.epoch === 4)
            await saveCheckpoint(folder.bestCheckpoint, trainer.state, { progress: now, digest: "" });
        },
      },
    });
    const {
      test: tested,
      calibration,
      decisions,
    } = await writeFinalFiles(folder, config, trainer, progress, () => undefined);
    const temperatureOf = async (file: string): Promise<number> => {
      const { description } = describeModel(await readFile(file), file);
      const labels = Array.from(parts.validation, (photo) => dataset.labels[photo]!);
      const logits = await answersOf(file, dataset, parts.validation);
      const own = fitTemperature({ logits, labels, classCount: 3, hasSigmoids: false });
      expect(own.outcome).toBe("fitted");
      expect(description.temperature / own.temperature).toBeCloseTo(1, 3);
      expect(description.decision!.familiar).toMatchObject({ score: config.decision.score, n: labels.length });
      return description.temperature;
    };
    const best = await temperatureOf(folder.bestModel);
    expect(Math.abs((await temperatureOf(folder.lastModel)) - best)).toBeGreaterThan(1e-3);

    const labels = Array.from(parts.test, (photo) => dataset.labels[photo]!);
    const probabilities = await answersOf(folder.bestModel, dataset, parts.test, "probabilities");
    const found = evaluateClassifier({ probabilities, labels, classes });
    expect(calibration).toMatchObject({ temperature: best, outcome: "fitted", n: parts.validation.length });
    expect(calibration!.test!.n).toBe(labels.length);
    expect(calibration!.test!.after.loss).toBeCloseTo(found.loss, 5);
    expect(calibration!.test!.before.loss).not.toBeCloseTo(found.loss, 4);
    expect(tested!.loss).toBe(calibration!.test!.after.loss);
    expect(decisions!.kept!.of).toBe(labels.length);
    expect((await readFile(folder.reliability)).subarray(1, 4).toString()).toBe("PNG");
  } finally {
    await trainer.release();
    await rm(path, { recursive: true });
  }
});

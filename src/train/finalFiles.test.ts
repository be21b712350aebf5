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
import { writeFinalFiles } from "./finalFiles.ts";
import { fit } from "./fit.ts";
import { evaluateClassifier } from "./metrics/evaluate.ts";
import { planTraining } from "./plan.ts";
import { runFolder } from "./runFolder.ts";
import { Trainer } from "./trainer.ts";

/** What an .onnx file answers on a part's photos. */
async function answersOf(
  path: string,
  dataset: ReturnType<typeof tinyDataset>,
  photos: Uint32Array,
): Promise<number[]> {
  const { size } = dataset.pixels;
  const pixels = new Uint8Array(photos.length * 3 * size * size);
  dataset.pixels.read(photos, pixels);
  const session = await openSession(await readFile(path), { threads: 1 });
  const input = runtimeTensor(tensorOf("float32", [photos.length, 3, size, size], [...pixels]));
  const { probabilities } = await session.run({ pixels: input });
  await session.release();
  return Array.from(probabilities!.data as Float32Array);
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
    const averaged = (await trainer.evaluate(validation)).probabilities;
    const plainTrainer = await Trainer.create({ ...trainer.plan, averaging: undefined }, dataset, { threads: 1 });
    for (const name of plainTrainer.state.names) plainTrainer.state.write(name, trainer.state.read(name));
    const plain = (await plainTrainer.evaluate(validation)).probabilities;
    await plainTrainer.release();
    const distance = (answers: Float32Array): number =>
      Math.max(...found.map((probability, i) => Math.abs(probability - answers[i]!)));
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

import { stringify } from "csv-stringify/sync";
import { WrasseError } from "../base/errors.ts";
import { writeAtomically } from "../base/files.ts";
import type { Config } from "../config/config.ts";
import type { Dataset } from "../data/dataset.ts";
import { confusionMatrixChart } from "./charts/confusionMatrixChart.ts";
import { curvesChart } from "./charts/curvesChart.ts";
import { rasterise } from "./charts/rasterise.ts";
import { adoptState, readCheckpoint } from "./checkpoint.ts";
import type { Tell } from "./events.ts";
import { type Evaluation, evaluateClassifier } from "./metrics/evaluate.ts";
import { likeliest } from "./metrics/likeliest.ts";
import { encodeModel } from "./modelFile.ts";
import type { Progress } from "./progress.ts";
import type { RunFolder } from "./runFolder.ts";
import type { Answers, Trainer } from "./trainer.ts";

/** The final figures of each part; null where the data set has no such part. */
export interface FinalFigures {
  readonly test: Evaluation | null;
  readonly validation: Evaluation | null;
  readonly train: Evaluation | null;
}

/** Writes the models, looks at the test photos (this once) and writes what was found. */
export async function writeFinalFiles(
  folder: RunFolder,
  config: Config,
  trainer: Trainer,
  progress: Progress,
  tell: Tell,
): Promise<FinalFigures> {
  const { dataset } = trainer;
  const model = async (): Promise<Uint8Array> => {
    const { network, loss } = trainer.plan;
    const { classes } = dataset;
    return encodeModel(await trainer.modelState(), {
      network,
      loss: loss.loss,
      classes,
      fit: config.data.fit,
      scale: "raw",
    });
  };
  await writeAtomically(folder.lastModel, await model());
  if (config.earlyStopping.restoreBest) await restoreBest(folder, trainer);
  await writeAtomically(folder.bestModel, await model());

  const answers = new Map<string, Answers>();
  for (const part of ["train", "validation", "test"] as const) {
    if (dataset.parts[part].length === 0) continue;
    tell({ type: "evaluating", part });
    answers.set(part, await trainer.evaluate(dataset.parts[part]));
  }
  const evaluationOf = (part: string): Evaluation | null => {
    const found = answers.get(part);
    return found === undefined ? null : evaluateClassifier({ ...found, classes: dataset.classes });
  };
  const figures = { test: evaluationOf("test"), validation: evaluationOf("validation"), train: evaluationOf("train") };

  await writeAtomically(folder.photos, photosCsv(dataset));
  const test = answers.get("test");
  if (test !== undefined) await writeAtomically(folder.predictions, predictionsCsv(dataset, test));
  const shown = figures.test ?? figures.validation;
  if (shown !== null) {
    const part = figures.test === null ? "validation" : "test";
    await writeAtomically(
      folder.confusionMatrix,
      await rasterise(confusionMatrixChart(shown, { title: `Confusion matrix, ${part} photos` })),
    );
  }
  const bestEpoch = progress.bestEpoch;
  await writeAtomically(folder.curves, await rasterise(curvesChart(progress.history, { bestEpoch })));
  return figures;
}

async function restoreBest(folder: RunFolder, trainer: Trainer): Promise<void> {
  const best = await readCheckpoint(folder.bestCheckpoint);
  // The best epoch may be of a config before this one, with another optimiser: only the network's numbers matter here.
  if (best !== undefined) return void adoptState(trainer.state, best, trainer.networkStates);
  throw new WrasseError("checkpoint-missing", {
    at: folder.bestCheckpoint,
    expected: "the checkpoint of the best epoch",
    got: "no such file",
    hint: "bring the file back, or resume with --set earlyStopping.restoreBest=false --force",
  });
}

function photosCsv({ photos, labels, classes, parts }: Dataset): string {
  const partOf = new Map<number, string>();
  for (const [part, indices] of Object.entries(parts) as [string, Uint32Array][]) {
    for (const index of indices) partOf.set(index, part);
  }
  return stringify(
    photos.map(({ path }, i) => ({ path, label: classes[labels[i]!], part: partOf.get(i) ?? "set aside" })),
    { header: true },
  );
}

/** One row for each test photo; with the probability of every class, so that each figure can be worked out again. */
function predictionsCsv({ photos, labels, classes, parts }: Dataset, { probabilities }: Answers): string {
  const rows = Array.from(parts.test, (photo, row) => {
    const own = probabilities.subarray(row * classes.length, (row + 1) * classes.length);
    const answer = likeliest(probabilities, row, classes.length);
    return {
      path: photos[photo]!.path,
      label: classes[labels[photo]!],
      predicted: classes[answer],
      probability: own[answer]!.toFixed(6),
      // Nine digits tell every float32 from its neighbours.
      ...Object.fromEntries(classes.map((name, i) => [`probability ${name}`, own[i]!.toPrecision(9)])),
    };
  });
  return stringify(rows, { header: true });
}

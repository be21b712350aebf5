import { stringify } from "csv-stringify/sync";
import { WrasseError } from "../base/errors.ts";
import { writeAtomically } from "../base/files.ts";
import type { Config } from "../config/config.ts";
import type { Dataset } from "../data/dataset.ts";
import { confusionMatrixChart } from "./charts/confusionMatrixChart.ts";
import { curvesChart } from "./charts/curvesChart.ts";
import { rasterise } from "./charts/rasterise.ts";
import { reliabilityChart } from "./charts/reliabilityChart.ts";
import { adoptState, readCheckpoint } from "./checkpoint.ts";
import { calibrationReport } from "./decision/calibrationReport.ts";
import { decisionFigures } from "./decision/figures.ts";
import { type Judgement, judge } from "./decision/judge.ts";
import { probabilitiesAt } from "./decision/temperature.ts";
import type { Tell } from "./events.ts";
import { type Evaluation, evaluateClassifier } from "./metrics/evaluate.ts";
import { likeliest } from "./metrics/likeliest.ts";
import { reliabilityOf } from "./metrics/reliability.ts";
import { encodeModel } from "./modelFile.ts";
import type { Progress } from "./progress.ts";
import type { TrainResult } from "./result.ts";
import type { RunFolder } from "./runFolder.ts";
import type { Answers, Trainer } from "./trainer.ts";

/** The final figures of each part; null where the data set has no such part. */
export type FinalFigures = Pick<TrainResult, "test" | "validation" | "train" | "calibration" | "decisions">;

/** What is known of a model whose training was interrupted. */
export const noFigures: FinalFigures = {
  test: null,
  validation: null,
  train: null,
  calibration: null,
  decisions: null,
};

/**
 * Writes the models, each calibrated and with thresholds by its own answers on the validation photos; looks at the test
 * photos (this once) and writes what was found.
 *
 * @param options testLook: false leaves the test photos alone, and null their figures
 */
export async function writeFinalFiles(
  folder: RunFolder,
  config: Config,
  trainer: Trainer,
  progress: Progress,
  tell: Tell,
  { testLook = true }: { readonly testLook?: boolean | undefined } = {},
): Promise<FinalFigures> {
  const { dataset } = trainer;
  const { classes } = dataset;
  const { network, loss: choice, metadata: facts } = trainer.plan;
  const { loss } = choice;
  const hasSigmoids = loss.hasSigmoids === true;
  const judged = async (): Promise<Judgement & { readonly model: Uint8Array }> => {
    const validation = await trainer.evaluate(dataset.parts.validation);
    const { calibration, rule } = judge(validation, loss, classes.length, config.decision);
    const { temperature } = calibration;
    const description = { network, loss, classes, fit: config.data.fit, scale: "raw", temperature } as const;
    const model = encodeModel(await trainer.modelState(), {
      ...description,
      decision: rule,
      metadata: facts?.encoding,
    });
    return { calibration, rule, model };
  };
  await writeAtomically(folder.lastModel, (await judged()).model);
  if (config.earlyStopping.restoreBest) await restoreBest(folder, trainer);
  const { calibration, rule, model } = await judged();
  await writeAtomically(folder.bestModel, model);

  const answers = new Map<string, Answers>();
  for (const part of ["train", "validation", "test"] as const) {
    if (dataset.parts[part].length === 0 || (part === "test" && !testLook)) continue;
    tell({ type: "evaluating", part });
    const found = await trainer.evaluate(dataset.parts[part]);
    const { temperature } = calibration;
    answers.set(
      part,
      temperature === 1
        ? found
        : {
            ...found,
            probabilities: probabilitiesAt({ ...found, classCount: classes.length, hasSigmoids }, temperature),
          },
    );
  }
  const evaluationOf = (part: string): Evaluation | null => {
    const found = answers.get(part);
    return found === undefined ? null : evaluateClassifier({ ...found, classes });
  };
  const test = answers.get("test");
  const figures: FinalFigures = {
    test: evaluationOf("test"),
    validation: evaluationOf("validation"),
    train: evaluationOf("train"),
    calibration: calibrationReport(calibration, test && { ...test, hasSigmoids }, classes),
    decisions: test === undefined ? null : decisionFigures(rule, { ...test, classCount: classes.length }),
  };

  await writeAtomically(folder.photos, photosCsv(dataset));
  if (test !== undefined) await writeAtomically(folder.predictions, predictionsCsv(dataset, test));
  const shown = figures.test ?? figures.validation;
  if (shown !== null) {
    const part = figures.test === null ? "validation" : "test";
    await writeAtomically(
      folder.confusionMatrix,
      await rasterise(confusionMatrixChart(shown, { title: `Confusion matrix, ${part} photos` })),
    );
  }
  if (test !== undefined) {
    const [before, after] = [1, calibration.temperature].map((temperature) =>
      reliabilityOf(probabilitiesAt({ ...test, classCount: classes.length, hasSigmoids }, temperature), test.labels),
    );
    const { before: asItWas, after: calibrated } = figures.calibration!.test!;
    const errors = [asItWas.calibrationError, calibrated.calibrationError] as const;
    const chart = reliabilityChart({ before: before!, after: after!, errors, temperature: calibration.temperature });
    await writeAtomically(folder.reliability, await rasterise(chart));
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

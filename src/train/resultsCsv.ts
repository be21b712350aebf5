import { appendLine, writeAtomically } from "../base/files.ts";
import type { EpochFigures } from "./progress.ts";

/** The column names of Keras' CSVLogger, so that what reads its files reads these. Epochs count from 0 there. */
const header = "epoch,accuracy,loss,learning_rate,val_accuracy,val_loss";

/** Writes results.csv with these epochs. */
export async function writeResults(path: string, history: readonly EpochFigures[]): Promise<void> {
  await writeAtomically(path, `${[header, ...history.map(row)].join("\n")}\n`);
}

/** Adds an epoch to results.csv. */
export async function appendResult(path: string, figures: EpochFigures): Promise<void> {
  await appendLine(path, row(figures));
}

function row(figures: EpochFigures): string {
  const { epoch, accuracy, loss, learningRate, validationAccuracy, validationLoss } = figures;
  return [epoch - 1, accuracy, loss, learningRate, validationAccuracy ?? "", validationLoss ?? ""].join(",");
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { WrasseError } from "../../base/errors.ts";
import { writeAtomically } from "../../base/files.ts";
import { readCheckpoint } from "../../train/checkpoint.ts";
import { readRecord } from "../../train/record/readRecord.ts";
import { readResult } from "../../train/result.ts";
import type { RunFolder } from "../../train/runFolder.ts";

/** What a training of a trial came to; outcome.json in its run's folder. */
export interface Outcome {
  /** Of validation photos, at the weights that the run keeps; 0..1. */
  readonly accuracy: number;
  /**
   * The loss became infinite or no number. The accuracy is then that of the best epoch before, and where none was finished the
   * share of the commonest class: what is had without any training.
   */
  readonly isDiverged: boolean;
  /** Finished epochs. */
  readonly epochs: number;
  /** Of the call that finished it. */
  readonly seconds: number;
}

/** The outcome of a finished training; undefined for one that is not finished, or never begun. */
export async function readOutcome(folder: RunFolder): Promise<Outcome | undefined> {
  try {
    return JSON.parse(await readFile(outcomePath(folder), "utf8")) as Outcome;
  } catch (error) {
    // Half a file cannot be there: it is written whole or not at all.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  // Killed between the two files.
  const result = await readResult(folder.result);
  if (result?.validation == null) return undefined;
  return { accuracy: result.validation.accuracy, isDiverged: false, epochs: result.epochs, seconds: result.seconds };
}

export async function writeOutcome(folder: RunFolder, outcome: Outcome): Promise<void> {
  await writeAtomically(outcomePath(folder), `${JSON.stringify(outcome, null, 2)}\n`);
}

/** The outcome of a training whose loss was not finite, from what its folder holds. */
export async function outcomeOfDiverged(folder: RunFolder, seconds: number): Promise<Outcome> {
  const best = await readCheckpoint(folder.bestCheckpoint);
  const { history = [], bestEpoch = 0 } = best?.progress ?? {};
  const kept = history[bestEpoch - 1]?.validationAccuracy;
  const accuracy = kept ?? (await commonestShare(folder));
  return { accuracy, isDiverged: true, epochs: history.length, seconds };
}

async function commonestShare({ path, record }: RunFolder): Promise<number> {
  const { facts } = await readRecord(record);
  const counts = (facts.classes ?? []).map(({ photos }) => photos.validation);
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) throw withoutValidation(path);
  return Math.max(...counts) / all;
}

/** Trials compare by validation photos. */
export function withoutValidation(at: string): WrasseError {
  return new WrasseError("no-validation", {
    at,
    expected: "validation photos, by which a change is judged",
    got: "none",
    hint: "set data.split.validation to 0.15, or give a val folder; test photos are not for choosing",
  });
}

function outcomePath({ path }: RunFolder): string {
  return join(path, "outcome.json");
}

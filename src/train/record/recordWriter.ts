import { readFile } from "node:fs/promises";
import { appendLine, syncFile, writeAtomically } from "../../base/files.ts";
import { parseJson } from "../../base/json.ts";
import type { Part } from "../../data/photo.ts";
import type { FinalFigures } from "../finalFiles.ts";
import type { Evaluation } from "../metrics/evaluate.ts";
import type { ClassSums, EpochFigures, Progress } from "../progress.ts";
import type { MeasuredStep } from "../trainer.ts";
import {
  type Cell,
  exactCell,
  headerSchema,
  type LineValues,
  lineSchema,
  type RecordHeader,
  type RecordLine,
  shortCell,
} from "./lines.ts";

/** What an epoch's photos of each class came to; empty where that is not known. */
export interface EpochClasses {
  readonly train: readonly ClassSums[];
  readonly validation: readonly ClassSums[];
}

/**
 * Writes a run's record.jsonl, line by line at the end of the file. Steps are not synced to disk by themselves: `sync` does
 * it before a checkpoint is written, so that a record never lacks what the checkpoint has behind it.
 */
export class RecordWriter {
  private constructor(private readonly path: string) {}

  /**
   * Begins a record, or goes on with one: what lies after the progress is cut off, so that a training that was stopped and
   * resumed has the same record, byte for byte, as one that was not. Epochs that the file lacks come from the progress.
   */
  static async open(path: string, header: RecordHeader, progress: Progress): Promise<RecordWriter> {
    const kept = await keptLines(path, header, progress);
    const known = new Set(kept.filter(({ type }) => type === "epoch").map(({ epoch }) => epoch));
    const missing = progress.history.filter(({ epoch }) => !known.has(epoch)).map((figures) => epochLine(figures));
    const lines = [...kept, ...missing].sort(byTime);
    await writeAtomically(path, [header, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(""));
    return new RecordWriter(path);
  }

  async addStep({ epoch, step, loss, learningRate, values }: MeasuredStep): Promise<void> {
    const train: LineValues = { "batch-loss": exactCell(loss), "step-learning-rate": exactCell(learningRate) };
    for (const [quantity, numbers] of values) train[quantity] = numbers.map(shortCell);
    await this.add({ type: "step", epoch, step, train }, false);
  }

  async addEpoch(figures: EpochFigures, classes: EpochClasses): Promise<void> {
    await this.add(epochLine(figures, classes), true);
  }

  /** The last line. @param epoch whose weights were kept */
  async addEnd(epoch: number, figures: FinalFigures): Promise<void> {
    const parts = (["train", "validation", "test"] as const).flatMap((part) => {
      const evaluation = figures[part];
      return evaluation === null ? [] : [[part, endValues(evaluation)] as const];
    });
    await this.add({ type: "end", epoch, ...(Object.fromEntries(parts) as Partial<Record<Part, LineValues>>) }, true);
  }

  /** Brings everything so far to disk. */
  async sync(): Promise<void> {
    await syncFile(this.path);
  }

  private async add(line: RecordLine, isSynced: boolean): Promise<void> {
    await appendLine(this.path, JSON.stringify(line), { isSynced });
  }
}

function epochLine(figures: EpochFigures, classes: EpochClasses = { train: [], validation: [] }): RecordLine {
  const { epoch, loss, accuracy, learningRate, validationLoss, validationAccuracy } = figures;
  const train: LineValues = {
    loss: exactCell(loss),
    accuracy: exactCell(accuracy),
    "learning-rate": exactCell(learningRate),
    ...classValues(classes.train),
  };
  if (validationLoss === null && validationAccuracy === null) return { type: "epoch", epoch, train };
  const validation: LineValues = {
    loss: exactCell(validationLoss),
    accuracy: exactCell(validationAccuracy),
    ...classValues(classes.validation),
  };
  return { type: "epoch", epoch, train, validation };
}

function classValues(sums: readonly ClassSums[]): LineValues {
  if (sums.length === 0) return {};
  const share = (over: number, under: number): Cell => (under === 0 ? null : shortCell(over / under));
  return {
    "class-loss": sums.map(({ loss, weight }) => share(loss, weight)),
    "class-accuracy": sums.map(({ correct, photos }) => share(correct, photos)),
  };
}

function endValues({ loss, accuracy, macroAuc, calibrationError, perClass }: Evaluation): LineValues {
  return {
    "final-loss": exactCell(loss),
    "final-accuracy": exactCell(accuracy),
    "final-auc": exactCell(macroAuc),
    "final-calibration-error": exactCell(calibrationError),
    "final-class-recall": perClass.map(({ recall }) => exactCell(recall)),
    "final-class-precision": perClass.map(({ precision }) => exactCell(precision)),
    "final-class-auc": perClass.map(({ auc }) => exactCell(auc)),
  };
}

/** The lines of a file that lie before the progress. Steps that were measured of something else are left out. */
async function keptLines(path: string, header: RecordHeader, { epoch, step }: Progress): Promise<RecordLine[]> {
  const [first, ...rest] = (await textOf(path)).split("\n");
  const before = headerSchema.safeParse(parseJson(first));
  const isAlike = before.success && JSON.stringify(before.data.subjects) === JSON.stringify(header.subjects);
  return rest.flatMap((text) => {
    const { data: line } = lineSchema.safeParse(parseJson(text));
    if (line === undefined || line.type === "end" || !before.success) return [];
    if (line.type === "epoch") return line.epoch <= epoch ? [line] : [];
    return isAlike && line.step !== undefined && line.step < step ? [line] : [];
  });
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

/** An epoch's line stands after its steps. */
function byTime(a: RecordLine, b: RecordLine): number {
  return a.epoch - b.epoch || (a.step ?? Infinity) - (b.step ?? Infinity) || 0;
}

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ColumnCoverage } from "../data/metadata/coverage.ts";
import type { SetAside } from "../data/photo.ts";
import type { CalibrationReport } from "./decision/calibrationReport.ts";
import type { DecisionFigures } from "./decision/figures.ts";
import type { Evaluation } from "./metrics/evaluate.ts";
import type { RunFolder } from "./runFolder.ts";

/** How a run ended; the last line of `wrasse train --json`, and the run's result.json. */
export interface TrainResult {
  readonly type: "result";
  /** The run's folder. */
  readonly run: string;
  /** Seconds of this call, from reading the photos to the last file. */
  readonly seconds: number;
  readonly seed: number;
  /** "interrupted": the run goes on with --resume, and has no figures of test photos yet. */
  readonly reason: "finished" | "early-stopping" | "interrupted";
  /** Finished epochs. */
  readonly epochs: number;
  /** The epoch whose weights best.onnx has, from 1; 0 when none is finished. */
  readonly bestEpoch: number;
  /**
   * How often this run's test photos have been looked at. Above 1 where a finished run went on: choices that its earlier
   * figure led to make the later one look better than it is.
   */
  readonly testLooks: number;
  /** Looked at once, at the end (`testLooks`); null without test photos, where none was to be looked at, or before the end. */
  readonly test: Evaluation | null;
  readonly validation: Evaluation | null;
  /** The training photos as they are, without augmentation and dropout. */
  readonly train: Evaluation | null;
  /** How the probabilities of best.onnx were calibrated; null before the end. */
  readonly calibration: CalibrationReport | null;
  /** What the decisions of best.onnx came to on the test photos; null without test photos, or before the end. */
  readonly decisions: DecisionFigures | null;
  readonly setAside: readonly SetAside[];
  /** Of a network that takes metadata: each column, and in how many photos of each part it is not known. */
  readonly metadata?: readonly ColumnCoverage[];
}

/** The result of a finished run; undefined for one that is not finished. */
export async function readResult(path: string): Promise<TrainResult | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as TrainResult;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** How often the test photos were looked at by endings of the run that are no longer its last: its result.N.json files. */
export async function testLooksBefore(folder: RunFolder): Promise<number> {
  const names = (await readdir(folder.path)).filter((name) => /^result\.\d+\.json$/.test(name));
  const earlier = await Promise.all(names.map((name) => readResult(join(folder.path, name))));
  return earlier.filter((result) => (result?.test ?? null) !== null).length;
}

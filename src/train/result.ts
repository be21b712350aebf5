import { readFile } from "node:fs/promises";
import type { SetAside } from "../data/photo.ts";
import type { Evaluation } from "./metrics/evaluate.ts";

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
  /** Looked at once, at the end; null without test photos, or before the end. */
  readonly test: Evaluation | null;
  readonly validation: Evaluation | null;
  /** The training photos as they are, without augmentation and dropout. */
  readonly train: Evaluation | null;
  readonly setAside: readonly SetAside[];
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

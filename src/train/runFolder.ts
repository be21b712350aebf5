import { readdir } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { WrasseError } from "../base/errors.ts";
import { makeFolder } from "../base/files.ts";
import { isLock } from "./runLock.ts";

/** Where a run keeps what it makes. */
export interface RunFolder {
  readonly path: string;
  readonly config: string;
  readonly results: string;
  /** Everything that was measured (docs/record.md). */
  readonly record: string;
  readonly lastCheckpoint: string;
  readonly bestCheckpoint: string;
  readonly bestModel: string;
  readonly lastModel: string;
  /** Every photo with its class and part. */
  readonly photos: string;
  /** The final answers on the test photos. */
  readonly predictions: string;
  readonly confusionMatrix: string;
  /** How often answers of each confidence are right, before and after calibration. */
  readonly reliability: string;
  readonly curves: string;
  /** Written last: a run that has it is finished. */
  readonly result: string;
}

/** The files of a run in a folder. */
export function runFolder(path: string): RunFolder {
  const file = (...parts: string[]): string => join(path, ...parts);
  return {
    path,
    config: file("config.yaml"),
    results: file("results.csv"),
    record: file("record.jsonl"),
    lastCheckpoint: file("checkpoints", "last.safetensors"),
    bestCheckpoint: file("checkpoints", "best.safetensors"),
    bestModel: file("best.onnx"),
    lastModel: file("last.onnx"),
    photos: file("photos.csv"),
    predictions: file("predictions.csv"),
    confusionMatrix: file("confusion_matrix.png"),
    reliability: file("reliability.png"),
    curves: file("curves.png"),
    result: file("result.json"),
  };
}

/**
 * Makes the folder of a new run, empty: the one asked for, or runs/train/NAME with the first number that is free.
 *
 * @param wanted from --out; must not hold anything yet
 * @param data the photos' path, which names the run when no folder was asked for
 * @throws WrasseError "run-exists", "folder-not-writable"
 */
export async function createRunFolder(wanted: string | undefined, data: string): Promise<RunFolder> {
  if (wanted === undefined) return runFolder(await firstFree(join("runs", "train"), nameOf(data)));
  const path = resolve(wanted);
  await make(path);
  await refuseUsedFolder(wanted);
  return runFolder(path);
}

/**
 * Refuses a folder that holds something already, before any work is done for it.
 *
 * @param wanted from --out
 * @throws WrasseError "run-exists"
 */
export async function refuseUsedFolder(wanted: string | undefined): Promise<void> {
  if (wanted === undefined) return;
  const all = await readdir(wanted).catch(() => []);
  // A training that was killed as it began leaves these.
  const held = all.filter((name) => !isLock(name) && !name.endsWith(".tmp"));
  if (held.length === 0) return;
  throw new WrasseError("run-exists", {
    at: wanted,
    expected: "a new or empty folder",
    got: `a folder that holds ${held.slice(0, 3).join(", ")}${held.length > 3 ? ", …" : ""}`,
    hint: held.includes("config.yaml")
      ? `--resume ${wanted} to go on with that run`
      : "choose another folder with --out",
  });
}

async function firstFree(parent: string, name: string): Promise<string> {
  await make(parent);
  for (let number = 1; ; number += 1) {
    const path = resolve(parent, number === 1 ? name : `${name}-${number}`);
    // Making a folder is atomic: two trainings that start together get two folders.
    if (await make(path)) return path;
  }
}

/**
 * Keeps a file of a run under the next free name of its kind: config.yaml as config.1.yaml, then config.2.yaml.
 * @returns the name's path
 */
export async function nextKept(path: string): Promise<string> {
  const extension = extname(path);
  const stem = basename(path, extension);
  const names = new Set(await readdir(dirname(path)));
  let number = 1;
  while (names.has(`${stem}.${number}${extension}`)) number += 1;
  return join(dirname(path), `${stem}.${number}${extension}`);
}

/** Makes a folder for `--out`. @returns whether it is new */
async function make(path: string): Promise<boolean> {
  try {
    return await makeFolder(path);
  } catch (error) {
    if (!(error instanceof WrasseError)) throw error;
    throw new WrasseError(error.code, { ...error.details, hint: "choose another folder with --out" });
  }
}

function nameOf(data: string): string {
  const name = basename(resolve(data), extname(data)).replace(/[^\p{L}\p{N}._-]+/gu, "-");
  return name === "" ? "run" : name;
}

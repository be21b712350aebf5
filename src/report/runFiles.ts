import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { WrasseError } from "../base/errors.ts";
import { parseJson } from "../base/json.ts";
import type { DiagnoseResult } from "../diagnose/diagnose.ts";
import { openRecord } from "../diagnose/importers/openRecord.ts";
import type { RunRecord } from "../train/record/record.ts";
import type { TrainResult } from "../train/result.ts";
import { runFolder } from "../train/runFolder.ts";
import type { CaseStory } from "../treat/case/story.ts";
import type { Treatment } from "../treat/treatment/treatment.ts";

/** What a run's folder holds for its page. */
export interface RunFiles {
  readonly name: string;
  readonly record: RunRecord;
  /** config.yaml as it is; undefined where there is none. */
  readonly config: string | undefined;
  /** undefined of a run that is not finished. */
  readonly result: TrainResult | undefined;
  readonly diagnosis: DiagnoseResult | undefined;
  readonly treatment: Treatment | undefined;
}

/**
 * Reads a run's folder, as far as the run has come.
 *
 * @throws WrasseError "run-not-found", "run-without-record", "file-not-readable", and those of reading a record
 */
export async function readRunFiles(path: string): Promise<RunFiles> {
  await checkFolder(path);
  const folder = runFolder(path);
  if (!existsSync(folder.config) && !existsSync(folder.record) && !existsSync(folder.results)) {
    throw notFound(path, "a folder without config.yaml, record.jsonl and results.csv");
  }
  return {
    name: basename(resolve(path)),
    record: await openRecord(path),
    config: existsSync(folder.config) ? await readFile(folder.config, "utf8") : undefined,
    result: await readJson<TrainResult>(folder.result),
    diagnosis: await readJson<DiagnoseResult>(join(path, "diagnosis.json")),
    treatment: await readJson<Treatment>(join(path, "treatment", "treatment.json")),
  };
}

/** The story in a case's folder; undefined where it is none. */
export async function readCaseStory(path: string): Promise<CaseStory | undefined> {
  await checkFolder(path);
  return readJson<CaseStory>(join(path, "case.json"));
}

async function checkFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw notFound(path, "nothing there");
  if (!found.isDirectory()) throw notFound(path, "a file");
}

function notFound(path: string, got: string): WrasseError {
  return new WrasseError("run-not-found", {
    at: path,
    expected: "the folder of a run or of a case",
    got,
    hint: "give the folder that `wrasse train` or `wrasse case` named",
  });
}

/** A file that Wrasse wrote; undefined where it is not there. */
async function readJson<Content>(path: string): Promise<Content | undefined> {
  if (!existsSync(path)) return undefined;
  const value = parseJson(await readFile(path, "utf8"));
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Content;
  throw new WrasseError("file-not-readable", {
    at: path,
    expected: "a JSON object, as Wrasse wrote it",
    got: "something else, or a file that was cut off",
    hint: "delete it and let the command that wrote it write it again",
  });
}

import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { extname } from "node:path";
import { WrasseError } from "../../base/errors.ts";
import { readConfigFile } from "../../config/load.ts";
import { readRecord } from "../../train/record/readRecord.ts";
import type { RunRecord } from "../../train/record/record.ts";
import { runFolder } from "../../train/runFolder.ts";
import { recordOfCsv } from "./csvLog.ts";
import { recordOfHistory } from "./jsonHistory.ts";

/** Larger logs are none of epochs. */
const mostBytes = 2 ** 26;

/**
 * The record of whatever a person has of a training: a run's folder (its record.jsonl; of an older run its results.csv), a
 * record.jsonl, a CSV log, or History.history as JSON.
 *
 * @throws WrasseError "record-not-found", "run-without-record", "log-kind-unknown", and those of the readers
 */
export async function openRecord(path: string): Promise<RunRecord> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new WrasseError("record-not-found", {
      at: path,
      expected: "a run's folder, or a log: record.jsonl, CSV, or Keras' history as JSON",
      got: (cause as NodeJS.ErrnoException).code === "ENOENT" ? "nothing there" : (cause as Error).message,
      hint: "check the path",
      cause,
    });
  });
  if (found.isDirectory()) return recordOfRun(path);
  const kind = extname(path).toLowerCase();
  if (kind === ".jsonl") return readRecord(path);
  if (found.size > mostBytes) {
    throw new WrasseError("log-not-readable", {
      at: path,
      expected: `at most ${mostBytes / 2 ** 20} MiB`,
      got: `${Math.ceil(found.size / 2 ** 20)} MiB`,
      hint: "give a log with one row for each epoch",
    });
  }
  const source = { kind: "log", path } as const;
  switch (kind) {
    case ".csv":
    case ".tsv":
    case ".txt":
      return recordOfCsv(await readFile(path, "utf8"), source);
    case ".json":
      return recordOfHistory(await readFile(path, "utf8"), source);
    default:
      throw new WrasseError("log-kind-unknown", {
        at: path,
        expected: ".jsonl, .csv, .tsv, .txt or .json",
        got: kind === "" ? "a name without an ending" : kind,
        hint: "rename the file after what it holds",
      });
  }
}

async function recordOfRun(path: string): Promise<RunRecord> {
  const { record, results, config } = runFolder(path);
  if (existsSync(record)) return readRecord(record);
  if (!existsSync(results)) {
    throw new WrasseError("run-without-record", {
      at: path,
      expected: "record.jsonl or results.csv",
      got: "a folder without either",
      hint: "give the folder that `wrasse train` named, or a log",
    });
  }
  const read = recordOfCsv(await readFile(results, "utf8"), { kind: "results", path: results });
  return existsSync(config)
    ? { ...read, facts: { ...read.facts, config: (await readConfigFile(config)).value } }
    : read;
}

import { readFile, stat } from "node:fs/promises";
import type { z } from "zod";
import { WrasseError } from "../../base/errors.ts";
import { parseJson } from "../../base/json.ts";
import type { Part } from "../../data/photo.ts";
import { headerSchema, lineSchema, numberOf, type RecordHeader, type RecordLine, recordVersion } from "./lines.ts";
import { type QuantityId, quantities } from "./quantities.ts";
import type { Point, RunFacts, RunRecord, Series } from "./record.ts";

/** A larger file is no record of one training: the default sampling writes a few megabytes. */
const mostBytes = 2 ** 28;

/**
 * Reads a run's record.jsonl, also of a training that is under way or was killed: a last line that is cut off is left out.
 *
 * @throws WrasseError "record-not-found", "record-not-readable", "record-version-unknown", naming the file and the line
 */
export async function readRecord(path: string): Promise<RunRecord> {
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > mostBytes) throw tooLarge(path, size);
    text = await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof WrasseError) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new WrasseError("record-not-found", {
      at: path,
      expected: "a run's record.jsonl",
      got: code === "ENOENT" ? "no such file" : message,
      hint: "give the path of a record.jsonl, or the folder of a run",
      cause,
    });
  }
  return parseRecord(text, path);
}

/**
 * A record from its text.
 * @param path for messages, and for the record's source
 * @throws WrasseError "record-not-readable", "record-version-unknown"
 */
export function parseRecord(text: string, path: string): RunRecord {
  const lines = text.split("\n");
  // What follows the last line break is a line that was being written.
  lines.pop();
  const [first, ...rest] = lines;
  const header = headerOf(first, path);
  const found = new SeriesByName(header);
  rest.forEach((line, i) => {
    const at = `${path}:${i + 2}`;
    found.add(checked(lineSchema, line, at, "a line of a record: a step, an epoch or the end"), at);
  });
  return { source: { kind: "wrasse", path }, facts: header.facts, series: found.series };
}

function headerOf(line: string | undefined, path: string): RecordHeader {
  const raw = parseJson(line) as { type?: unknown; version?: unknown } | undefined;
  if (raw?.type === "record" && raw.version !== recordVersion) {
    throw new WrasseError("record-version-unknown", {
      at: `${path}:1`,
      expected: `version ${recordVersion}`,
      got: raw.version ?? "no version",
      hint: "read it with the version of Wrasse that wrote it, or a newer one",
    });
  }
  const { facts, subjects } = checked(headerSchema, line ?? "", `${path}:1`, "the first line of a record");
  return { type: "record", version: recordVersion, facts: facts as RunFacts, subjects };
}

/** The numbers of lines, sorted into one series for each quantity, part and subject. */
class SeriesByName {
  private readonly found = new Map<string, Series & { readonly points: Point[] }>();

  constructor(private readonly header: RecordHeader) {}

  get series(): Series[] {
    return [...this.found.values()];
  }

  add(line: RecordLine, at: string): void {
    const { epoch, step } = line;
    const moment = step === undefined ? { epoch } : { epoch, step };
    for (const part of ["train", "validation", "test"] as const) {
      for (const [id, cells] of Object.entries(line[part] ?? {}) as [QuantityId, RecordLine["train"] & object][]) {
        const subjects = quantities[id].of === "run" ? [undefined] : (this.header.subjects[id] ?? []);
        const list = Array.isArray(cells) ? cells : [cells];
        if (list.length !== subjects.length || Array.isArray(cells) === (quantities[id].of === "run")) {
          throw notReadable(at, `${subjects.length} numbers of ${id}, as the first line names`, `${list.length}`);
        }
        subjects.forEach((subject, i) => {
          const value = numberOf(list[i]);
          if (value !== undefined) this.pointsOf(id, part, subject).push({ ...moment, value });
        });
      }
    }
  }

  private pointsOf(quantity: QuantityId, part: Part, subject: string | undefined): Point[] {
    const key = JSON.stringify([quantity, part, subject]);
    const known = this.found.get(key);
    if (known !== undefined) return known.points;
    const made = { quantity, part, subject, points: [] };
    this.found.set(key, made);
    return made.points;
  }
}

function checked<Schema extends z.ZodType>(
  schema: Schema,
  line: string,
  at: string,
  expected: string,
): z.output<Schema> {
  const raw = parseJson(line);
  if (raw === undefined) throw notReadable(at, `${expected}, as JSON`, shortened(line));
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  throw notReadable(at, expected, path.length === 0 ? message : `${path.join(".")}: ${message}`);
}

function notReadable(at: string, expected: string, got: string): WrasseError {
  return new WrasseError("record-not-readable", {
    at,
    expected,
    got,
    hint: "delete that line and read the rest, or take results.csv of the run in its place",
  });
}

function tooLarge(path: string, bytes: number): WrasseError {
  return new WrasseError("record-not-readable", {
    at: path,
    expected: `at most ${mostBytes / 2 ** 20} MiB`,
    got: `${Math.ceil(bytes / 2 ** 20)} MiB`,
    hint: "train with probes.every: auto, or take results.csv of the run in its place",
  });
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text === "" ? "an empty line" : text;
}

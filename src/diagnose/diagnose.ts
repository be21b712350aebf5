import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { WrasseError } from "../base/errors.ts";
import { writeAtomically } from "../base/files.ts";
import { type Config, parseConfig } from "../config/config.ts";
import type { Probed } from "../probe/active/activeProbe.ts";
import { activeProbes } from "../probe/active/index.ts";
import { openModelSubject } from "../probe/active/openModelSubject.ts";
import { openSubject } from "../probe/active/openSubject.ts";
import type { Subject } from "../probe/active/subject.ts";
import type { SessionOptions } from "../runtime/session.ts";
import type { RunRecord } from "../train/record/record.ts";
import { runFolder } from "../train/runFolder.ts";
import { type Examination, examine } from "./examine.ts";
import type { Diagnosis } from "./finding.ts";
import { openRecord } from "./importers/openRecord.ts";

export interface DiagnoseOptions extends SessionOptions {
  /** Photos in class folders, or a CSV: needed for a model's file; of a run, where its own are elsewhere now. */
  readonly photos?: string | undefined;
  /** The classes of a model's file in the order of its outputs, where it does not say them. */
  readonly classes?: readonly string[] | undefined;
  /** Reads the record alone and measures nothing more; default false. */
  readonly isQuick?: boolean | undefined;
  readonly cacheDirectory?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told while photos are read ("reading photos") and while a probe measures, by its id. */
  readonly onProgress?: ((what: string, done: number, total: number) => void) | undefined;
  /** Milliseconds from any fixed moment. */
  readonly clock?: () => number;
}

/** A diagnosis with everything that it stands on; the last line of `wrasse diagnose --json`, and a run's diagnosis.json. */
export interface DiagnoseResult extends Diagnosis {
  readonly type: "result";
  /** The run, log or model that was looked at. */
  readonly of: string;
  /** What active probes measured. */
  readonly measured: readonly Probed[];
  /** Which of them were done. */
  readonly probes: readonly string[];
  readonly seconds: number;
}

/**
 * Says what is wrong with a training: a run's folder, a log of another program, or a model's .onnx file with photos. Of a run
 * whose photos are there, it measures what its record leaves open, and writes diagnosis.json into its folder.
 *
 * @throws WrasseError "record-not-found", "photos-needed", those of `openRecord` and of reading photos; the signal's reason
 */
export async function diagnose(path: string, options: DiagnoseOptions = {}): Promise<DiagnoseResult> {
  const clock = options.clock ?? (() => performance.now());
  const begun = clock();
  const found = await lookAt(path, options);
  const seconds = (clock() - begun) / 1000;
  const { diagnosis, measured, done } = found;
  const result: DiagnoseResult = { type: "result", of: path, ...diagnosis, measured, probes: done, seconds };
  if (existsSync(runFolder(path).config)) {
    await writeAtomically(join(path, "diagnosis.json"), `${JSON.stringify(result, null, 2)}\n`);
  }
  return result;
}

async function lookAt(path: string, options: DiagnoseOptions): Promise<Examination> {
  if (extname(path).toLowerCase() === ".onnx") return lookAtModel(path, options);
  const record = await openRecord(path);
  const isFolder = (await stat(path)).isDirectory();
  const config = configOf(record);
  if (!isFolder || config === undefined || options.isQuick === true) {
    const notes =
      isFolder && config !== undefined ? ["Only the record was read: nothing was measured anew."] : notesOf(record);
    return examine(record, config, { subject: undefined, probes: [], notes });
  }
  const facts = await examine(record, config, { subject: undefined, probes: [] });
  // Photos are read only where there is something to measure.
  if (facts.diagnosis.verdict === "healthy") return facts;
  try {
    return await onSubject(record, config, options, () => openSubject(path, openOptions(options)), []);
  } catch (error) {
    if (!(error instanceof WrasseError) || error.code !== "photos-not-found") throw error;
    const note = `The run's photos are no longer at ${config.data.path}, so nothing was measured anew: say where they are with --data PHOTOS.`;
    return examine(record, config, { subject: undefined, probes: [], notes: [note] });
  }
}

/** A model from anywhere: nothing is known of its training, so its answers come first. */
async function lookAtModel(path: string, options: DiagnoseOptions): Promise<Examination> {
  const { photos, classes } = options;
  if (photos === undefined) {
    throw new WrasseError("photos-needed", {
      at: path,
      expected: "photos that the model is for",
      got: "a model's file alone",
      hint: "give --data PHOTOS: class folders named as the model's classes, or a CSV",
    });
  }
  const record: RunRecord = { source: { kind: "numbers", path }, facts: {}, series: [] };
  return onSubject(
    record,
    undefined,
    options,
    () => openModelSubject(path, photos, { ...openOptions(options), ...(classes && { classes }) }),
    ["answers", "dead-units", "gradient-flow", "initial-state"],
  );
}

async function onSubject(
  record: RunRecord,
  config: Config | undefined,
  { signal, onProgress }: DiagnoseOptions,
  open: () => Promise<Subject & { readonly close: () => void }>,
  always: readonly string[],
): Promise<Examination> {
  const subject = await open();
  try {
    const facts = { ...factsOfSubject(subject), ...record.facts };
    return await examine({ ...record, facts }, config, { subject, probes: activeProbes, always, signal, onProgress });
  } finally {
    subject.close();
  }
}

/** Classes and their photos, as a record has them. */
function factsOfSubject({ dataset: { classes, labels, parts } }: Subject): Pick<RunRecord["facts"], "classes"> {
  const photosOf = (label: number) => {
    const count = (part: Uint32Array): number =>
      part.reduce((sum, photo) => sum + (labels[photo] === label ? 1 : 0), 0);
    return { train: count(parts.train), validation: count(parts.validation), test: count(parts.test) };
  };
  return { classes: classes.map((name, label) => ({ name, photos: photosOf(label) })) };
}

function openOptions({ photos, cacheDirectory, signal, onProgress, device, threads }: DiagnoseOptions) {
  return {
    ...{ photos, cacheDirectory, signal },
    ...(device !== undefined && { device }),
    ...(threads !== undefined && { threads }),
    tell: (event: { type: string; done?: number; total?: number }) => {
      if (event.type === "decoding") onProgress?.("reading photos", event.done!, event.total!);
    },
  };
}

/** The config that a run's record holds; undefined for logs, and for one of another version that no longer reads. */
function configOf({ facts: { config } }: RunRecord): Config | undefined {
  if (config === undefined) return undefined;
  try {
    return parseConfig(config);
  } catch (error) {
    if (error instanceof WrasseError) return undefined;
    throw error;
  }
}

function notesOf({ source, facts }: RunRecord): string[] {
  const own = facts.notes ?? [];
  return source.kind === "log" || source.kind === "numbers"
    ? [...own, "A log holds curves alone: how and why a training fails cannot be measured on it."]
    : [...own];
}

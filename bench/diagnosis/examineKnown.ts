import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { WrasseError } from "../../src/base/errors.ts";
import { makeFolder, writeAtomically } from "../../src/base/files.ts";
import type { Config } from "../../src/config/config.ts";
import { makeConfig, readConfigFile } from "../../src/config/load.ts";
import { examine } from "../../src/diagnose/examine.ts";
import type { Diagnosis } from "../../src/diagnose/finding.ts";
import { openRecord } from "../../src/diagnose/importers/openRecord.ts";
import type { ActiveProbe, Probed } from "../../src/probe/active/activeProbe.ts";
import { activeProbes } from "../../src/probe/active/index.ts";
import { openSubject } from "../../src/probe/active/openSubject.ts";
import { resume, train } from "../../src/probe/train.ts";
import { readResult } from "../../src/train/result.ts";
import { runFolder } from "../../src/train/runFolder.ts";
import { type KnownTraining, runOf } from "./subjects.ts";

/** A known training's run in the bench's folder, trained unless that is done, and the config that it has. */
export async function trainedRun(
  known: KnownTraining,
  folder: string,
  threads: number,
): Promise<{ readonly run: string; readonly config: Config }> {
  const run = runOf(folder, known);
  if (!existsSync(join(run, "ended"))) await trainOnce(await known.config(), run, threads);
  return { run, config: makeConfig(await readConfigFile(join(run, "config.yaml"))) };
}

/** Trains a config into a folder, unless that is done; a loss that is not finite ends it, and is a training, too. */
async function trainOnce(config: Config, run: string, threads: number): Promise<void> {
  const ended = join(run, "ended");
  if (existsSync(ended)) return;
  try {
    if (existsSync(runFolder(run).config)) await resume(run, { threads });
    else await train(config, { out: run, threads });
  } catch (error) {
    if (!(error instanceof WrasseError) || error.code !== "loss-not-finite") throw error;
  }
  await writeAtomically(ended, "");
}

/** Examines a run with every active probe at hand; what a probe measured is kept beside the run and not measured again. */
export async function examineOnce(run: string, config: Config, threads: number): Promise<Diagnosis> {
  const record = await openRecord(run);
  const plain = await examine(record, config, { subject: undefined, probes: [] });
  if (plain.diagnosis.verdict === "healthy") return plain.diagnosis;
  const subject = await openSubject(run, { threads });
  try {
    const probes = activeProbes.map((probe) => kept(probe, join(run, "probes")));
    return (await examine(record, config, { subject, probes })).diagnosis;
  } finally {
    subject.close();
  }
}

/** Everything that probes measured of a run, those named first where that was not done before. */
export async function measureOnce(run: string, ids: readonly string[], threads: number): Promise<readonly Probed[]> {
  const folder = join(run, "probes");
  const wanted = activeProbes.filter(({ id }) => ids.includes(id) && !existsSync(join(folder, `${id}.json`)));
  if (wanted.length > 0) {
    const subject = await openSubject(run, { threads });
    try {
      for (const probe of wanted) if (probe.canMeasure(subject)) await kept(probe, folder).measure(subject, {});
    } finally {
      subject.close();
    }
  }
  const paths = activeProbes.map(({ id }) => join(folder, `${id}.json`)).filter((path) => existsSync(path));
  return paths.flatMap((path) => readProbed(path));
}

function readProbed(path: string): readonly Probed[] {
  return JSON.parse(readFileSync(path, "utf8"), revived) as readonly Probed[];
}

function kept(probe: ActiveProbe, folder: string): ActiveProbe {
  const path = join(folder, `${probe.id}.json`);
  return {
    ...probe,
    measure: async (subject, options) => {
      if (existsSync(path)) return readProbed(path);
      const measured = await probe.measure(subject, options);
      await makeFolder(folder);
      await writeAtomically(path, JSON.stringify(measured, named));
      return measured;
    },
  };
}

/** JSON has no NaN and no infinities. */
const odd = { NaN: Number.NaN, Infinity, "-Infinity": -Infinity } as const;
const named = (_: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isFinite(value) ? { odd: String(value) } : value;
const revived = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && "odd" in value ? odd[(value as { odd: keyof typeof odd }).odd] : value;

/** Accuracy on validation of the weights that a run kept; undefined where it kept none. */
export async function validationAccuracy(run: string): Promise<number | undefined> {
  return (await readResult(runFolder(run).result))?.validation?.accuracy;
}

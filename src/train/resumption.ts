import { rename } from "node:fs/promises";
import { WrasseError } from "../base/errors.ts";
import { writeAtomically } from "../base/files.ts";
import type { Config } from "../config/config.ts";
import { type Change, describeChanges, difference } from "../config/difference.ts";
import { type ConfigSource, readConfigFile } from "../config/load.ts";
import { writeConfig } from "../config/write.ts";
import { learningRateAt } from "../nn/schedule.ts";
import { adoptState, type Checkpoint, readCheckpoint, restoreState, saveCheckpoint } from "./checkpoint.ts";
import { isOutOfPatience } from "./earlyStopping.ts";
import type { Tell } from "./events.ts";
import { type Progress, start } from "./progress.ts";
import { readResult, type TrainResult } from "./result.ts";
import { nextKept, type RunFolder } from "./runFolder.ts";
import type { Trainer } from "./trainer.ts";

/** Where a run stands, and in what the config that is asked for differs from the one that it was trained with. */
export interface Resumption {
  /** The result of a run that has ended. */
  readonly finished: TrainResult | undefined;
  readonly checkpoint: Checkpoint | undefined;
  /** What it was trained with so far. */
  readonly before: Config;
  readonly changes: readonly Change[];
  /** Whether config.yaml is another one than asked for. */
  readonly isRewritten?: boolean;
}

/**
 * The config.yaml of a run.
 * @throws WrasseError "run-not-found", and those of `readConfigFile`
 */
export async function readRunConfig(folder: RunFolder): Promise<ConfigSource> {
  try {
    return await readConfigFile(folder.config);
  } catch (cause) {
    if (!(cause instanceof WrasseError) || cause.code !== "config-not-found") throw cause;
    throw new WrasseError("run-not-found", {
      at: folder.path,
      expected: "the folder of a run, with its config.yaml",
      got: "a folder without one",
      hint: "give the folder that `wrasse train` named",
      cause,
    });
  }
}

/**
 * Reads where a run stands.
 *
 * @param own its config.yaml
 * @param asked what it is to go on with
 * @throws WrasseError "checkpoint-broken", unless the run is finished and stays as it is
 */
export async function readResumption(folder: RunFolder, own: Config, asked: Config): Promise<Resumption> {
  const finished = await readResult(folder.result);
  const isAsItIs = difference(own, asked).length === 0;
  const checkpoint = await readCheckpoint(folder.lastCheckpoint).catch((error: unknown) => {
    if (finished !== undefined && isAsItIs) return undefined;
    throw error;
  });
  const before = checkpoint?.config ?? own;
  return { finished, checkpoint, before, changes: difference(before, asked) };
}

/**
 * Refuses what a run cannot go on with.
 * @throws WrasseError "config-changed", "epochs-done", "run-stopped-early", "checkpoint-missing"
 */
export function refuseToResume(
  folder: RunFolder,
  { finished, checkpoint, changes }: Resumption,
  wanted: Config,
  force: boolean,
): void {
  const others = changes.filter(({ path }) => path !== "epochs");
  if (others.length > 0 && !force) {
    throw new WrasseError("config-changed", {
      at: folder.path,
      expected: "the config that the run was trained with so far",
      got: `${others.length === 1 ? "a change" : `${others.length} changes`}:\n    ${describeChanges(others).replaceAll("\n", "\n    ")}`,
      hint: "add --force to go on with the changed config, or start a new run to compare",
    });
  }
  if (finished !== undefined && checkpoint === undefined) {
    throw new WrasseError("checkpoint-missing", {
      at: folder.lastCheckpoint,
      expected: "the last checkpoint of the finished run, to go on from",
      got: "no such file",
      hint: `bring the file back, or start anew with wrasse train --config ${folder.config}`,
    });
  }
  if (checkpoint === undefined) return;
  const { epoch, stepInEpoch, bestEpoch } = checkpoint.progress;
  const fewest = epoch + (stepInEpoch > 0 ? 1 : 0);
  if (wanted.epochs < fewest) {
    throw new WrasseError("epochs-done", {
      at: "epochs",
      expected: `${fewest} or more, as the run has trained ${epoch} epochs${stepInEpoch > 0 ? " and a part of the next" : ""}`,
      got: wanted.epochs,
      hint: "give more epochs, or start a new run with fewer",
    });
  }
  if (
    finished?.reason === "early-stopping" &&
    isOutOfPatience(epoch, bestEpoch, wanted.earlyStopping) &&
    others.length === 0
  ) {
    throw new WrasseError("run-stopped-early", {
      at: folder.path,
      expected: "a run that validation still finds better, or without early stopping",
      got: `${epoch - bestEpoch} epochs since the best one, with earlyStopping.patience ${wanted.earlyStopping.patience}`,
      hint: `add --set earlyStopping.patience=${(epoch - bestEpoch) * 2} --force, or 0 to never stop early`,
    });
  }
}

/**
 * Brings a trainer to where its run stands: the last checkpoint, or the beginning when there is none. A changed config is
 * written, with the old one and an old result kept under other names.
 *
 * @throws WrasseError "data-changed", "checkpoint-broken", "weights-do-not-fit"
 */
export async function takeUp(
  folder: RunFolder,
  config: Config,
  trainer: Trainer,
  digest: string,
  resumption: Resumption | undefined,
  tell: Tell,
): Promise<Progress> {
  if (resumption === undefined) return start;
  const { checkpoint, changes } = resumption;
  if (checkpoint !== undefined && checkpoint.digest !== digest) throw dataChanged(folder, changes);
  const isChanged = changes.length > 0;
  const anew = checkpoint === undefined ? [] : bringState(trainer, checkpoint, isChanged);
  const progress = checkpoint === undefined ? start : aligned(checkpoint.progress, trainer.stepsPerEpoch);
  if (isChanged || resumption.isRewritten === true) {
    tellChanges(resumption, config, trainer, progress, anew, tell);
    await keepOld(folder, config, resumption);
  }
  // Only now, as it stands for the new config: until here the same call would do all this again.
  if (isChanged && checkpoint !== undefined) {
    const { networkStates: network } = trainer;
    await saveCheckpoint(folder.lastCheckpoint, trainer.state, { progress, digest, config, network });
  }
  return progress;
}

function bringState(trainer: Trainer, checkpoint: Checkpoint, isChanged: boolean): readonly string[] {
  if (isChanged) return adoptState(trainer.state, checkpoint, trainer.networkStates);
  restoreState(trainer.state, checkpoint);
  return [];
}

/** The progress in epochs of another length (a changed batch or sampler): the epoch under way begins anew. */
function aligned(progress: Progress, stepsPerEpoch: number): Progress {
  const { epoch, stepInEpoch, step } = progress;
  if (step === epoch * stepsPerEpoch + stepInEpoch) return progress;
  return { ...progress, step: epoch * stepsPerEpoch, stepInEpoch: 0, sums: start.sums };
}

async function keepOld(
  folder: RunFolder,
  config: Config,
  { before, finished, isRewritten }: Resumption,
): Promise<void> {
  if (difference(before, config).length > 0) await writeAtomically(await nextKept(folder.config), writeConfig(before));
  if (isRewritten === true) await writeAtomically(folder.config, writeConfig(config));
  // Without result.json the run is one that goes on, also after a kill.
  if (finished !== undefined) await rename(folder.result, await nextKept(folder.result));
}

function tellChanges(
  { before, finished, changes }: Resumption,
  config: Config,
  trainer: Trainer,
  progress: Progress,
  anew: readonly string[],
  tell: Tell,
): void {
  const note = (message: string): void => tell({ type: "warning", message });
  const others = changes.filter(({ path }) => path !== "epochs");
  if (others.length > 0) note(`going on with a changed config:\n  ${describeChanges(others).replaceAll("\n", "\n  ")}`);
  if (anew.length > 0) note(`${anew.length} tensors of the optimiser or the average start anew, such as ${anew[0]}`);
  if (before.epochs !== config.epochs) {
    const was = rateWith(trainer, before.epochs, progress);
    const is = rateWith(trainer, config.epochs, progress);
    const rate = was === is ? "" : `: the next step's learning rate is ${short(is)} in place of ${short(was)}`;
    note(
      `the run goes to ${config.epochs} epochs in place of ${before.epochs}; from here on the schedule is that of ${config.epochs} epochs${rate}`,
    );
  }
  if (finished?.test != null) {
    note(
      "this run was finished: its test photos will be looked at again, so its next test figure is no longer that of photos never looked at",
    );
  }
}

function rateWith({ plan, stepsPerEpoch }: Trainer, epochs: number, { step, history }: Progress): number {
  const { schedule, learningRate } = plan;
  const steps = epochs * stepsPerEpoch;
  return learningRateAt(schedule, { step: Math.min(step, steps - 1), steps, stepsPerEpoch, learningRate, history });
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function dataChanged(folder: RunFolder, changes: readonly Change[]): WrasseError {
  const causes = changes.filter(({ path }) => path.startsWith("data.") || path === "seed");
  return new WrasseError("data-changed", {
    at: folder.path,
    expected: "the photos and metadata that the run began with, in the same parts",
    got:
      causes.length > 0
        ? `others by ${causes.map(({ path }) => path).join(", ")}; photos of the test part could have been trained on`
        : "others: files, or values in the CSV, were added, removed, renamed or changed",
    hint: "start a new training, or bring the photos and the CSV back",
  });
}

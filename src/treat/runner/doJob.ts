import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { WrasseError } from "../../base/errors.ts";
import { resume, train } from "../../probe/train.ts";
import type { TrainResult } from "../../train/result.ts";
import { type RunFolder, runFolder } from "../../train/runFolder.ts";
import type { FirstWeights, TrainOptions } from "../../train/train.ts";
import { type Outcome, outcomeOfDiverged, readOutcome, withoutValidation, writeOutcome } from "../trial/outcome.ts";
import { sharedFirstWeights } from "../trial/sharedFirstWeights.ts";
import type { JobEvent, TrialJob } from "./runner.ts";

/** What a run cannot go on from; the training begins anew then. */
const lost: ReadonlySet<string> = new Set([
  "checkpoint-broken",
  "checkpoint-missing",
  "config-changed",
  "config-not-found",
  "config-not-readable",
  "data-changed",
  "run-not-found",
  "weights-do-not-fit",
]);

export interface DoJobOptions {
  readonly signal?: AbortSignal | undefined;
  readonly tell?: ((event: JobEvent) => void) | undefined;
}

/**
 * Does a job, or what is left of it, or nothing where it is done.
 * @returns undefined where it was interrupted, with everything so far saved
 * @throws WrasseError those of `train`, but for a loss that is not finite, which is an outcome
 */
export async function doJob(job: TrialJob, { signal, tell }: DoJobOptions = {}): Promise<Outcome | undefined> {
  const folder = runFolder(job.run);
  const done = await readOutcome(folder);
  if (done !== undefined) return done;
  const begun = performance.now();
  try {
    const result = await trainOn(job, folder, {
      signal,
      ...(job.threads === undefined ? {} : { threads: job.threads }),
      cacheDirectory: job.cacheDirectory,
      testLook: false,
      firstWeights: firstWeightsOf(job),
      tell: (event) => {
        if (event.type === "epoch") tell?.({ type: "epoch", id: job.id, epoch: event.epoch, epochs: event.epochs });
      },
    });
    if (result.reason === "interrupted") return undefined;
    if (result.validation === null) throw withoutValidation(job.run);
    const { epochs, seconds } = result;
    return await kept(folder, { accuracy: result.validation.accuracy, isDiverged: false, epochs, seconds });
  } catch (error) {
    // The photos were being read.
    if (signal?.aborted === true && error === signal.reason) return undefined;
    if (!(error instanceof WrasseError) || error.code !== "loss-not-finite") throw error;
    return await kept(folder, await outcomeOfDiverged(folder, (performance.now() - begun) / 1000));
  }
}

async function trainOn({ config, run }: TrialJob, folder: RunFolder, options: TrainOptions): Promise<TrainResult> {
  if (existsSync(folder.config)) {
    try {
      return await resume(run, options);
    } catch (error) {
      if (!(error instanceof WrasseError) || !lost.has(error.code)) throw error;
    }
  }
  await rm(run, { recursive: true, force: true });
  return train(config, { ...options, out: run });
}

function firstWeightsOf({ config, firstWeightsOf: control }: TrialJob): FirstWeights | undefined {
  if (control === null) return undefined;
  return (plan, planOf) => sharedFirstWeights(planOf({ ...control, seed: config.seed }), plan);
}

async function kept(folder: RunFolder, outcome: Outcome): Promise<Outcome> {
  await writeOutcome(folder, outcome);
  return outcome;
}

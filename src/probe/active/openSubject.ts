import { resolve } from "node:path";
import { WrasseError } from "../../base/errors.ts";
import type { Config } from "../../config/config.ts";
import { makeConfig } from "../../config/load.ts";
import type { TensorData } from "../../graph/tensor.ts";
import { averageOf } from "../../nn/averaging.ts";
import type { SessionOptions } from "../../runtime/session.ts";
import { type Checkpoint, readCheckpoint } from "../../train/checkpoint.ts";
import { datasetDigest } from "../../train/datasetDigest.ts";
import { type OpenedTraining, type OpenOptions, openTraining } from "../../train/openTraining.ts";
import { readRunConfig } from "../../train/resumption.ts";
import { runFolder } from "../../train/runFolder.ts";
import type { Subject } from "./subject.ts";

export interface OpenSubjectOptions extends OpenOptions, SessionOptions {
  /** Where the photos lie now; default: where the run's config says. */
  readonly photos?: string | undefined;
}

/** A run as active probes take it. */
export interface OpenedSubject extends Subject {
  readonly config: Config;
  /** Gives the pixels' memory back. */
  readonly close: () => void;
}

/**
 * Opens a run's folder for active probes: its config, its photos, and the weights that it kept (those of the best epoch
 * where the config restores them, else the last ones; averaged ones where the run averages). A run that is under way, was
 * interrupted or died has those of its last checkpoint, or none where it died before the first.
 *
 * @throws WrasseError "run-not-found", "photos-not-found", "checkpoint-broken", and those of the config and the photos; the
 *   signal's reason when it is aborted
 */
export async function openSubject(folder: string, options: OpenSubjectOptions = {}): Promise<OpenedSubject> {
  const { photos, cacheDirectory, signal, tell, ...session } = options;
  const run = runFolder(resolve(folder));
  const config = makeConfig(await readRunConfig(run));
  const whole = photos === undefined ? config : { ...config, data: { ...config.data, path: resolve(photos) } };
  const { restoreBest } = whole.earlyStopping;
  const checkpoint =
    (restoreBest ? await readCheckpoint(run.bestCheckpoint) : undefined) ?? (await readCheckpoint(run.lastCheckpoint));
  const { dataset, planOf, close } = await openPhotos(whole, photos !== undefined, run.path, {
    ...(tell && { tell }),
    cacheDirectory,
    signal,
  });
  if (checkpoint !== undefined && checkpoint.digest !== datasetDigest(dataset, planOf(whole.seed).metadata)) {
    tell?.({
      type: "warning",
      message:
        "the photos are not those that the run was trained on; what is said of the training may not hold for them",
    });
  }
  return {
    dataset,
    planOf,
    seed: whole.seed,
    kept: checkpoint && keptWeights(checkpoint),
    isTraining: true,
    session,
    config: whole,
    close,
  };
}

/** The network's numbers, averaged ones under the weights' own names. */
function keptWeights({ tensors, network }: Checkpoint): ReadonlyMap<string, TensorData> {
  const names = network ?? [...tensors.keys()];
  return new Map(
    names.flatMap((name) => {
      const data = tensors.get(averageOf(name)) ?? tensors.get(name);
      return data === undefined ? [] : [[name, data] as const];
    }),
  );
}

async function openPhotos(
  config: Config,
  isGiven: boolean,
  run: string,
  options: OpenOptions,
): Promise<OpenedTraining> {
  try {
    return await openTraining(config, options);
  } catch (cause) {
    if (isGiven || !(cause instanceof WrasseError) || cause.code !== "data-not-found") throw cause;
    throw new WrasseError("photos-not-found", {
      at: run,
      expected: `the photos that the run was trained on, at ${config.data.path}`,
      got: "nothing there",
      hint: "say where they are now with --data PHOTOS",
      cause,
    });
  }
}

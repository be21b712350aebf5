import type { Config } from "../config/config.ts";
import type { TrainResult } from "../train/result.ts";
import {
  type ResumeOptions,
  resume as resumeUnwatched,
  type TrainOptions,
  train as trainUnwatched,
} from "../train/train.ts";
import { passiveProbes } from "./passive/index.ts";

/**
 * Trains as `train/train.ts` does, with every passive probe unless others are given: the form in which the library, the
 * command line and trials train. `probes: { every: off }` in the config leaves them out.
 */
export function train(config: Config, options: TrainOptions = {}): Promise<TrainResult> {
  return trainUnwatched(config, { probes: passiveProbes, ...options });
}

/** Goes on with a run as `train/train.ts` does, with every passive probe unless others are given. */
export function resume(directory: string, options: ResumeOptions = {}): Promise<TrainResult> {
  return resumeUnwatched(directory, { probes: passiveProbes, ...options });
}

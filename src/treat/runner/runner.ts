import type { Config } from "../../config/config.ts";
import type { Outcome } from "../trial/outcome.ts";

/** One training of a trial: plain data, so that it can go to another process. */
export interface TrialJob {
  readonly id: string;
  /** With the seed of the pair. */
  readonly config: Config;
  /** The run's folder; what is finished there is not trained again, what is not goes on. */
  readonly run: string;
  /** The control that it shares first weights with; null where it has its own (`sharedFirstWeights`). */
  readonly firstWeightsOf: Config | null;
  readonly threads?: number | undefined;
  readonly cacheDirectory?: string | undefined;
}

/** What is told of jobs as they are done. */
export type JobEvent =
  | { readonly type: "epoch"; readonly id: string; readonly epoch: number; readonly epochs: number }
  | { readonly type: "finished"; readonly id: string; readonly outcome: Outcome };

export interface RunnerOptions {
  /** Stops the jobs under way, with what they have done saved; the others are not begun, and `run` ends. */
  readonly signal?: AbortSignal | undefined;
}

/** Does the trainings of trials, one or several at a time. */
export interface Runner {
  /** How many are done at a time. */
  readonly width: number;
  /** Does jobs in their order, as far as several at a time allow. @throws WrasseError those of `train`, and "worker-ended" */
  readonly run: (jobs: readonly TrialJob[], options?: RunnerOptions) => AsyncIterable<JobEvent>;
}

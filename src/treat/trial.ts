import { type Config, parseConfig } from "../config/config.ts";
import type { Runner, TrialJob } from "./runner/runner.ts";
import { alwaysValidP } from "./statistics/alwaysValid.ts";
import { type PairedDifference, pairedDifference } from "./statistics/pairedDifference.ts";
import type { Outcome } from "./trial/outcome.ts";
import type { TrialStore } from "./trial/trialStore.ts";

/** A config that is compared with the control. */
export interface TrialArm {
  readonly id: string;
  readonly config: Config;
}

export interface TrialProgress {
  /** Finished trainings, those of earlier calls included. */
  readonly done: number;
  readonly total: number;
  /** How much of all trainings is done, 0..1. */
  readonly share: number;
}

export interface TrialOptions {
  /** The control. */
  readonly config: Config;
  readonly arms: readonly TrialArm[];
  readonly seeds: readonly number[];
  readonly store: TrialStore;
  readonly runner: Runner;
  /** Stops with everything saved, and throws its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Ends the trial early, with the pairs that are finished: out of time, or the like. */
  readonly until?: AbortSignal | undefined;
  /** Ends the trial early, with the pairs that are finished; asked after each pair. Looking on needs p values that may be. */
  readonly isEnough?: ((arms: readonly ArmResult[]) => boolean) | undefined;
  readonly onProgress?: ((progress: TrialProgress) => void) | undefined;
}

/** Two trainings that share everything but the change. */
export interface TrialPair {
  readonly seed: number;
  /** Accuracy on validation photos. */
  readonly control: number;
  readonly treated: number;
  /** The runs' folders. */
  readonly runs: { readonly control: string; readonly treated: string };
}

export interface ArmResult {
  readonly id: string;
  /** Those that are finished, in the order of the seeds. */
  readonly pairs: readonly TrialPair[];
  /** Of treated minus control; null without a pair. */
  readonly effect: PairedDifference | null;
  /** Two-sided, valid whenever the trial is stopped. */
  readonly alwaysValidP: number;
}

export interface TrialResult {
  readonly metric: "validation-accuracy";
  readonly arms: readonly ArmResult[];
  readonly control: readonly { readonly seed: number; readonly accuracy: number; readonly run: string }[];
  /** Trainings that this call finished, and those that it found finished. */
  readonly trainings: number;
  readonly reused: number;
  /** Every pair that was asked for is there. */
  readonly isWhole: boolean;
}

/**
 * Trains a control and its arms with each seed and compares them pair by pair. The two of a pair share the seed, the parts of
 * the photos, their order, and first weights where shapes allow (`sharedFirstWeights`). The parts stay those of the control's
 * own seed, so that a photo which is for the last test comes into no training. Test photos are not looked at.
 *
 * Seed by seed, the control first: wherever it ends, the pairs before are whole. What the store has is not trained again.
 *
 * @throws WrasseError those of `train`, "no-validation", "worker-ended"; the signal's reason when it is aborted
 */
export async function runTrial(options: TrialOptions): Promise<TrialResult> {
  const { store, runner, signal, until, isEnough, onProgress } = options;
  signal?.throwIfAborted();
  const planned = await planTrial(options);
  const jobs = new Map(planned.flatMap(({ control, arms }) => [control, ...arms]).map((job) => [job.id, job]));
  const outcomes = new Map<string, Outcome>();
  for (const [id, job] of jobs) {
    const outcome = await store.outcomeOf(job);
    if (outcome !== undefined) outcomes.set(id, outcome);
  }
  const reused = outcomes.size;

  const parts = new Map<string, number>();
  const tell = (): void => {
    const underWay = [...parts].reduce((sum, [id, part]) => sum + (outcomes.has(id) ? 0 : part), 0);
    onProgress?.({ done: outcomes.size, total: jobs.size, share: (outcomes.size + underWay) / jobs.size });
  };
  const results = (): readonly ArmResult[] => options.arms.map(({ id }, arm) => armResult(id, arm, planned, outcomes));
  const enough = new AbortController();
  const look = (): void => {
    if (isEnough?.(results()) === true) enough.abort();
  };
  tell();
  look();
  const left = [...jobs.values()].filter(({ id }) => !outcomes.has(id));
  const stop = AbortSignal.any([enough.signal, ...[signal, until].filter((one) => one !== undefined)]);
  for await (const event of runner.run(left, { signal: stop })) {
    if (event.type === "epoch") parts.set(event.id, event.epoch / event.epochs);
    else {
      outcomes.set(event.id, event.outcome);
      look();
    }
    tell();
  }
  signal?.throwIfAborted();
  return {
    metric: "validation-accuracy",
    arms: results(),
    control: planned.flatMap(({ seed, control }) => {
      const outcome = outcomes.get(control.id);
      return outcome === undefined ? [] : [{ seed, accuracy: outcome.accuracy, run: control.run }];
    }),
    trainings: outcomes.size - reused,
    reused,
    isWhole: outcomes.size === jobs.size,
  };
}

/** The config of a trial's training: with the seed, and with the parts that the config's own seed deals. */
export function withSeed(config: Config, seed: number): Config {
  const { data } = config;
  return parseConfig({
    ...config,
    seed,
    data: { ...data, split: { ...data.split, seed: data.split.seed ?? config.seed } },
  });
}

interface PlannedSeed {
  readonly seed: number;
  readonly control: TrialJob;
  /** In the order of the trial's arms. */
  readonly arms: readonly TrialJob[];
}

async function planTrial({ config, arms, seeds, store }: TrialOptions): Promise<readonly PlannedSeed[]> {
  const planned: PlannedSeed[] = [];
  for (const seed of seeds) {
    const control = withSeed(config, seed);
    const jobs: TrialJob[] = [];
    for (const arm of arms) jobs.push(await store.jobOf(withSeed(arm.config, seed), control));
    planned.push({ seed, control: await store.jobOf(control), arms: jobs });
  }
  return planned;
}

function armResult(
  id: string,
  arm: number,
  planned: readonly PlannedSeed[],
  outcomes: ReadonlyMap<string, Outcome>,
): ArmResult {
  const pairs = planned.flatMap(({ seed, control, arms }): TrialPair[] => {
    const [own, other] = [outcomes.get(arms[arm]!.id), outcomes.get(control.id)];
    if (own === undefined || other === undefined) return [];
    const runs = { control: control.run, treated: arms[arm]!.run };
    return [{ seed, control: other.accuracy, treated: own.accuracy, runs }];
  });
  const [treated, control] = [pairs.map((pair) => pair.treated), pairs.map((pair) => pair.control)];
  return {
    id,
    pairs,
    effect: pairs.length === 0 ? null : pairedDifference(treated, control),
    alwaysValidP: alwaysValidP(treated.map((value, i) => value - control[i]!)),
  };
}

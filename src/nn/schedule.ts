import { z } from "zod";

/** A finished epoch's figures, as far as a schedule may look at them. Fractions are 0..1. */
export interface FinishedEpoch {
  readonly loss: number;
  readonly accuracy: number;
  /** null where there is no validation part. */
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
}

/** Where a training stands, for a schedule. */
export interface Progress {
  /** The step that is to be taken; the first is 0. */
  readonly step: number;
  /** How many steps the whole training has. */
  readonly steps: number;
  readonly stepsPerEpoch: number;
  /** The optimiser's own learning rate, which the schedule starts from. */
  readonly learningRate: number;
  /** Every epoch that was finished before the step, the first one first. */
  readonly history: readonly FinishedEpoch[];
}

/**
 * How the learning rate (and the momentum, where a schedule cycles it) goes over a training. A schedule has no memory:
 * its answer is a function of the progress, so a resumed training goes on exactly.
 */
export interface Schedule<Options = unknown> {
  /** What a config calls it, such as "cosine". */
  readonly id: string;
  /** One sentence for `wrasse list` and the documentation. */
  readonly summary: string;
  readonly schema: z.ZodType<Options>;
  /** The rate depends on the figures of finished epochs, so it cannot be told before the training. */
  readonly looksBack?: boolean;
  /** The learning rate of a step; after a warm-up, `progress` counts from its end. */
  learningRate(progress: Progress, options: Options): number;
  /**
   * The momentum of a step in place of the optimiser's own; undefined where the options leave that alone, at every step
   * alike. Left out by schedules that never change it.
   */
  momentum?(progress: Progress, options: Options): number | undefined;
}

/** A schedule with its options, checked and with defaults. */
export interface ScheduleChoice {
  readonly schedule: Schedule;
  readonly options: unknown;
}

/** What every schedule's schema holds. */
export const warmupOption = z
  .number()
  .min(0)
  .default(0)
  .describe("epochs over which the learning rate first rises from near 0 in a straight line, may be a part; default 0");

export interface WithWarmup {
  readonly warmup: number;
}

export function defineSchedule<Options extends WithWarmup>(schedule: Schedule<Options>): Schedule<Options> {
  return Object.freeze(schedule);
}

/**
 * The learning rate of a step: the warm-up's line first, then the schedule. Over W steps of warm-up the rate is
 * start * (step + 1) / W, where `start` is the schedule's first rate, so that the first step already moves and the W-th has
 * the full rate. The schedule then counts its steps, epochs and whole length from the end of the warm-up; epochs that
 * ended during it are no part of its history.
 *
 * Equals PyTorch's SequentialLR of LinearLR(1 / W, total_iters = W - 1) and the schedule, with milestone W.
 */
export function learningRateAt({ schedule, options }: ScheduleChoice, progress: Progress): number {
  const warmup = warmupSteps(options as WithWarmup, progress);
  const rate = schedule.learningRate(afterWarmup(progress, warmup), options);
  return progress.step < warmup ? (rate * (progress.step + 1)) / warmup : rate;
}

/** The momentum of a step; undefined where the schedule leaves the optimiser's own. A warm-up has the schedule's first. */
export function momentumAt({ schedule, options }: ScheduleChoice, progress: Progress): number | undefined {
  return schedule.momentum?.(afterWarmup(progress, warmupSteps(options as WithWarmup, progress)), options);
}

/** Whether the schedule decides the momentum of each step. */
export function cyclesMomentum(choice: ScheduleChoice): boolean {
  return momentumAt(choice, { step: 0, steps: 1, stepsPerEpoch: 1, learningRate: 0, history: [] }) !== undefined;
}

function warmupSteps({ warmup }: WithWarmup, { steps, stepsPerEpoch }: Progress): number {
  return Math.min(Math.round(warmup * stepsPerEpoch), steps);
}

/** The progress as the schedule sees it; during the warm-up that is its first step. */
function afterWarmup(progress: Progress, warmup: number): Progress {
  return {
    ...progress,
    step: Math.max(0, progress.step - warmup),
    steps: Math.max(1, progress.steps - warmup),
    history: progress.history.slice(Math.ceil(warmup / progress.stepsPerEpoch)),
  };
}

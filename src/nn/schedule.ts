import { z } from "zod";

/** Where a training stands, for a schedule. */
export interface Progress {
  /** The step that is to be taken; the first is 0. */
  readonly step: number;
  /** How many steps the whole training has. */
  readonly steps: number;
  readonly stepsPerEpoch: number;
  /** The optimiser's own learning rate, which the schedule starts from. */
  readonly learningRate: number;
}

/**
 * How the learning rate goes over a training. A schedule has no memory: its answer is a function of the progress, so a
 * resumed training goes on exactly.
 */
export interface Schedule<Options = unknown> {
  /** What a config calls it, such as "cosine". */
  readonly id: string;
  /** One sentence for `wrasse list` and the documentation. */
  readonly summary: string;
  readonly schema: z.ZodType<Options>;
  /** The learning rate of a step; after a warm-up, `progress` counts from its end. */
  learningRate(progress: Progress, options: Options): number;
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
  .describe("epochs over which the learning rate first rises from near 0 in a straight line; default 0, may be a part");

export interface WithWarmup {
  readonly warmup: number;
}

export function defineSchedule<Options extends WithWarmup>(schedule: Schedule<Options>): Schedule<Options> {
  return Object.freeze(schedule);
}

/**
 * The learning rate of a step: the warm-up's line first, then the schedule. Over W steps of warm-up the rate is
 * learningRate * (step + 1) / W, so that the first step already moves and the W-th has the full rate. The schedule then
 * counts its steps, epochs and whole length from the end of the warm-up.
 *
 * Equals PyTorch's SequentialLR of LinearLR(1 / W, total_iters = W - 1) and the schedule, with milestone W.
 */
export function learningRateAt({ schedule, options }: ScheduleChoice, progress: Progress): number {
  const { warmup } = options as WithWarmup;
  const { step, steps, stepsPerEpoch, learningRate } = progress;
  const warmupSteps = Math.min(Math.round(warmup * stepsPerEpoch), steps);
  if (step < warmupSteps) return (learningRate * (step + 1)) / warmupSteps;
  const rest: Progress = { step: step - warmupSteps, steps: steps - warmupSteps, stepsPerEpoch, learningRate };
  return schedule.learningRate(rest, options);
}

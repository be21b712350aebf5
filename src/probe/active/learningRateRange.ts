import { WrasseError } from "../../base/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { SessionOptions } from "../../runtime/session.ts";
import type { TrainingPlan } from "../../train/plan.ts";
import { type Progress, start } from "../../train/progress.ts";
import { Trainer } from "../../train/trainer.ts";
import { biasCorrectedAverage } from "./biasCorrectedAverage.ts";
import { chanceLoss } from "./chanceLoss.ts";

/** One step of the test. */
export interface RangePoint {
  /** The rate of the step that was taken after the loss was measured. */
  readonly learningRate: number;
  /** Of the step's batch, before the weights moved. */
  readonly loss: number;
  /** `loss` and those before it, averaged. */
  readonly smoothedLoss: number;
}

/** What one seed's first weights did as the rate grew. */
export interface RangeCurve {
  readonly seed: number;
  /** Every step with a finite loss, the smallest rate first. */
  readonly points: readonly RangePoint[];
  /** Why there are no more points. */
  readonly end: "highest-rate" | "loss-grew" | "loss-not-finite";
}

/** The whole measurement; it judges nothing. */
export interface LearningRateRange {
  readonly curves: readonly RangeCurve[];
  /** The loss of knowing how common each class is and nothing else (`chanceLoss`). */
  readonly chanceLoss: number;
  readonly from: number;
  readonly to: number;
  /** Steps from `from` to `to`, both included. */
  readonly steps: number;
  /** Photos in a step. */
  readonly batch: number;
  /** Share of the average that each next loss keeps, 0 to below 1. */
  readonly smoothing: number;
  readonly stopFactor: number;
}

export interface LearningRateRangeOptions extends SessionOptions {
  /** Each decides first weights, order, augmentation and dropout. */
  readonly seeds: readonly number[];
  /** The first step's rate; default 1e-7. */
  readonly from?: number | undefined;
  /** The last step's rate; default 10. */
  readonly to?: number | undefined;
  /** Default 100. */
  readonly steps?: number | undefined;
  /** Called after each step, of all seeds' steps; those that an early end leaves out count as done. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * How far the smoothed loss comes after the losses that it is made of: it tells of rates that are lower than its own by
 * this factor, the growth of a step to the power of the losses' mean age.
 */
export function lagFactor({ from, to, steps, smoothing: keep }: LearningRateRange): number {
  return (to / from) ** (keep / (1 - keep) / (steps - 1));
}

/** What the options are where they are left out. */
export const rangeDefaults = { from: 1e-7, to: 10, steps: 100 } as const;

/** Steps over which half of a loss is forgotten, about 4 at 0.85: noise falls to 28 %, and the curve lags 6 steps. */
const smoothing = 0.85;
/** A seed ends where its smoothed loss is above this many times its best; fastai's and Lightning's factor. */
const stopFactor = 4;

/**
 * The learning-rate range test: from the first weights of each seed, one step with each rate of a geometric series. It
 * takes the plan's loss, optimiser, clipping, sampler and augmentation, and its own rates in place of the schedule, so the
 * momentum stays the optimiser's. A step has a full batch; what an epoch leaves over is passed by. The weights are thrown
 * away.
 *
 * A loss that is not finite ends a seed's curve and is no error.
 *
 * @param planOf the training for a seed, such as `(seed) => planTraining({ ...config, seed }, dataset)`
 * @throws WrasseError "range-wrong" and those of `Trainer.create`; the signal's reason when it is aborted
 * @source Smith 2017, "Cyclical learning rates for training neural networks", section 3.3
 */
export async function learningRateRange(
  planOf: (seed: number) => TrainingPlan,
  dataset: Dataset,
  options: LearningRateRangeOptions,
): Promise<LearningRateRange> {
  const { seeds, from = rangeDefaults.from, to = rangeDefaults.to, steps = rangeDefaults.steps } = options;
  const { onProgress, signal, ...session } = options;
  const rates = geometricSeries(from, to, steps);
  const plan = planOf(seeds[0]!);
  const curves: RangeCurve[] = [];
  for (const [place, seed] of seeds.entries()) {
    const tell = (done: number): void => onProgress?.(place * steps + done, seeds.length * steps);
    tell(0);
    curves.push(await rangeCurve(planOf(seed), dataset, rates, { ...session, signal, tell }));
    tell(steps);
  }
  return {
    curves,
    chanceLoss: await chanceLoss(plan, dataset, session),
    from,
    to,
    steps,
    batch: plan.batch,
    smoothing,
    stopFactor,
  };
}

interface CurveOptions extends SessionOptions {
  readonly tell: (done: number) => void;
  readonly signal: AbortSignal | undefined;
}

async function rangeCurve(
  plan: TrainingPlan,
  dataset: Dataset,
  rates: readonly number[],
  { tell, signal, ...session }: CurveOptions,
): Promise<RangeCurve> {
  const trainer = await Trainer.create(withRates(plan, rates), dataset, session);
  const points: RangePoint[] = [];
  const smooth = biasCorrectedAverage(smoothing);
  let best = Infinity;
  try {
    const fullSteps = Math.max(1, Math.floor(plan.order(0).length / plan.batch));
    for (const [step, learningRate] of rates.entries()) {
      signal?.throwIfAborted();
      const place = { step, epoch: Math.floor(step / fullSteps), stepInEpoch: step % fullSteps };
      const loss = await finiteLoss(trainer, { ...start, ...place });
      if (loss === undefined) return { seed: plan.seed, points, end: "loss-not-finite" };
      const smoothedLoss = smooth(loss);
      points.push({ learningRate, loss, smoothedLoss });
      tell(step + 1);
      best = Math.min(best, smoothedLoss);
      if (smoothedLoss > stopFactor * best) return { seed: plan.seed, points, end: "loss-grew" };
    }
    return { seed: plan.seed, points, end: "highest-rate" };
  } finally {
    await trainer.release();
  }
}

/** The plan with one given rate for each step in place of its schedule, and without averages, which nobody would look at. */
function withRates(plan: TrainingPlan, rates: readonly number[]): TrainingPlan {
  const schedule = {
    id: "range-test",
    summary: "A given learning rate for each step.",
    schema: undefined as never,
    learningRate: ({ step }: { readonly step: number }) => rates[step]!,
  };
  return { ...plan, schedule: { schedule, options: { warmup: 0 } }, cyclesMomentum: false, averaging: undefined };
}

/** @returns the mean loss of the step's photos; undefined where it is not finite */
async function finiteLoss(trainer: Trainer, progress: Progress): Promise<number | undefined> {
  try {
    const { loss, photos } = await trainer.step(progress);
    return loss / photos;
  } catch (error) {
    if (error instanceof WrasseError && error.code === "loss-not-finite") return undefined;
    throw error;
  }
}

/**
 * `count` rates from one to another, each the same multiple of the one before.
 * @throws WrasseError "range-wrong"
 */
function geometricSeries(from: number, to: number, count: number): number[] {
  if (!(from > 0 && to / from >= 10 && Number.isFinite(to))) {
    throw new WrasseError("range-wrong", {
      at: "the range of learning rates",
      expected: "a first rate above 0, and a last one that is 10 times as high or more",
      got: `${from} to ${to}`,
      hint: `leave them out for ${rangeDefaults.from} to ${rangeDefaults.to}`,
    });
  }
  return Array.from({ length: count }, (_, i) => from * (to / from) ** (i / (count - 1)));
}

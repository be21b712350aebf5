import { z } from "zod";
import { assert } from "../base/errors.ts";
import type { Graph, State } from "../graph/graph.ts";
import { add } from "../graph/ops/add.ts";
import { mul } from "../graph/ops/mul.ts";
import type { StepSettings } from "./optimizer.ts";

/** Where a training stands, for an average of its weights. */
export interface AveragingProgress {
  /** The step that is to be taken; the first is 0. */
  readonly step: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
}

/** A way to average the weights of a training's steps. */
export interface Averaging<Options = unknown> {
  /** What a config calls it, such as "ema". */
  readonly id: string;
  /** One sentence for `wrasse list` and the documentation. */
  readonly summary: string;
  readonly schema: z.ZodType<Options>;
  /**
   * Whether running statistics are measured anew for the averaged weights at the end of an epoch, in place of an average of
   * those of the steps; default false.
   */
  readonly measuresStatistics?: boolean;
  /** How much the weights after the step count in the average, 0..1; at the first step 1, as there is none before it. */
  share(progress: AveragingProgress, options: Options): number;
}

/** A way to average with its options, checked and with defaults. */
export interface AveragingChoice {
  readonly averaging: Averaging;
  readonly options: unknown;
}

function defineAveraging<Options>(averaging: Averaging<Options>): Averaging<Options> {
  return Object.freeze(averaging);
}

/**
 * An exponential moving average over the steps: average = d * average + (1 - d) * weight, where d rises to `decay` as
 * min(decay, (1 + step) / (10 + step)), so that the first weights are soon forgotten.
 *
 * Equals TensorFlow's ExponentialMovingAverage(decay, num_updates = step), but for the first step, whose weights are taken.
 * Source  Polyak & Juditsky 1992, "Acceleration of stochastic approximation by averaging"
 */
const ema = defineAveraging({
  id: "ema",
  summary: "Evaluates and keeps an exponential moving average of the weights.",
  schema: z.strictObject({
    decay: z
      .number()
      .min(0)
      .lt(1)
      .default(0.99)
      .describe("share of the average that a step keeps, 0 to below 1; 1 / (1 - decay) steps count; default 0.99"),
  }),
  share: ({ step }, { decay }) => (step === 0 ? 1 : 1 - Math.min(decay, (1 + step) / (10 + step))),
});

/**
 * Stochastic weight averaging: the mean of the weights at the ends of the epochs from `start` on. Before that the average is
 * the weights themselves. A schedule that ends above 0 (constant, cyclic, cosine-restarts) gives it weights that differ.
 *
 * Equals PyTorch's AveragedModel updated after each epoch, with update_bn: the averaged weights never saw a photo, so their
 * running statistics are those of no training step. They are measured on the training photos at the end of each epoch that
 * counts (from the second one; the first average is the weights themselves), as means over full batches of that epoch's
 * order. The photos are taken as they are, without augmentation and dropout, which is what the model is then asked about;
 * update_bn runs in training mode, which adds both (Li et al. 2019 measure what dropout does to these statistics).
 * Cost: one more forward pass over the training photos for each such epoch, where the network has batch norm.
 * Source  Izmailov et al. 2018, "Averaging weights leads to wider optima and better generalization", algorithm 1, section 3.2
 *         Li et al. 2019, "Understanding the disharmony between dropout and batch normalization by variance shift"
 */
const swa = defineAveraging({
  id: "swa",
  summary:
    "Evaluates and keeps the mean of the weights at the ends of the last epochs; batch norm is measured anew for them.",
  measuresStatistics: true,
  schema: z.strictObject({
    start: z
      .number()
      .min(0)
      .max(1)
      .default(0.75)
      .describe("share of the epochs after which weights begin to count, 0..1; default 0.75"),
  }),
  share: ({ step, steps, stepsPerEpoch }, { start }) => {
    const epochs = Math.round(steps / stepsPerEpoch);
    const firstEpoch = Math.min(Math.floor(start * epochs), epochs - 1);
    const after = Math.floor(step / stepsPerEpoch) - firstEpoch;
    if (after <= 0) return 1;
    const isEnd = (step + 1) % stepsPerEpoch === 0;
    return isEnd ? 1 / (after + 1) : 0;
  },
});

/** Every way to average weights, by the id that a config names. */
export const averagings: readonly Averaging[] = [ema, swa];

/** The way that a config calls `id`, or undefined. */
export function findAveraging(id: string): Averaging | undefined {
  return averagings.find((averaging) => averaging.id === id);
}

/** The name of a state's average, which is a state too. */
export function averageOf(name: string): string {
  return `${name}/average`;
}

/**
 * Keeps an average of states: average = kept * average + share * next, two scalars of the step. It changes no other number of
 * the step. To be called when all updates are known.
 *
 * @param states those of the network: weights and running statistics; ones without an update have no average
 * @returns the scalars to feed at each step
 */
export function addAverages(
  graph: Graph,
  states: readonly State[],
): readonly (readonly [name: string, at: (settings: StepSettings) => number])[] {
  const share = graph.input("average-share", "float32", []);
  const kept = graph.input("average-kept", "float32", []);
  graph.within("averaging", () => {
    for (const { value, initial } of states) {
      const next = graph.updates.get(value.name);
      if (next === undefined) continue;
      const average = graph.state(averageOf(value.name), initial, { dtype: value.dtype, shape: value.shape }, false);
      graph.update(average, add(mul(average, kept), mul(next, share)));
    }
  });
  return [
    [share.name, shareAt],
    [kept.name, (settings) => 1 - shareAt(settings)],
  ];
}

function shareAt({ averageShare }: StepSettings): number {
  assert(averageShare !== undefined, "a step that keeps averages is told how much its weights count");
  return averageShare;
}

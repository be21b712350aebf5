import { z } from "zod";
import type { Value } from "../../graph/graph.ts";
import { add } from "../../graph/ops/add.ts";
import { batchNormalization, normalizeBatch } from "../../graph/ops/batchNormalization.ts";
import { mul } from "../../graph/ops/mul.ts";
import { sub } from "../../graph/ops/sub.ts";
import { sizeOf } from "../../graph/tensor.ts";
import { buffer, defineLayer } from "../layer.ts";
import { channelCount } from "./inputs.ts";
import { epsilonField, scaleAndShift } from "./normalizing.ts";

/**
 * Batch normalisation: each channel is brought to mean 0 and variance 1, then scaled and shifted by learnt numbers.
 *
 * Training uses the batch's own mean and (biased) variance and keeps running ones for evaluation:
 * running = momentum * running + (1 - momentum) * batch, the variance unbiased as in PyTorch. A batch with one number a
 * channel has no variance: its output is the shift, where PyTorch refuses.
 *
 * Shapes   x [N, C, H, W] or [N, F], y as x
 * Weights  scale and shift [C], learnt; mean and variance [C], running
 * Source   Ioffe & Szegedy 2015, "Batch Normalization"
 */
export const batchNorm = defineLayer({
  id: "batch-norm",
  summary: "brings each channel to mean 0 and variance 1 over the batch",
  schema: z.strictObject({
    momentum: z
      .number()
      .min(0)
      .max(1)
      .default(0.9)
      .describe(
        "share of the old running mean that each step keeps (Keras' sense; PyTorch's momentum is 1 less this); default 0.9",
      ),
    epsilon: epsilonField,
  }),
  build: (building, x, options) => {
    const channels = channelCount(x);
    const { scale, shift } = scaleAndShift(building, x);
    const running = {
      mean: buffer(building, "mean", [channels], 0),
      variance: buffer(building, "variance", [channels], 1),
    };
    const { isTraining, runningShare } = building;
    return isTraining || runningShare !== undefined
      ? normaliseOverBatch(x, { scale, shift, running, ...options }, runningShare)
      : batchNormalization(x, scale, shift, running.mean, running.variance, { epsilon: options.epsilon });
  },
});

/** A batch normalisation's tensors, [C] each, and its settings. */
export interface BatchNormalisation {
  readonly scale: Value;
  readonly shift: Value;
  /** States, which the step moves towards the batch's. */
  readonly running: { readonly mean: Value; readonly variance: Value };
  /** Share of the old running number that a step keeps. */
  readonly momentum: number;
  readonly epsilon: number;
}

/**
 * x normalised by the batch's own mean and variance, which the running ones follow.
 * @param runningShare a scalar: how much the batch counts in the running ones; default: 1 - momentum
 */
export function normaliseOverBatch(
  x: Value,
  { scale, shift, running, momentum, epsilon }: BatchNormalisation,
  runningShare?: Value,
): Value {
  const { graph } = x;
  const { y, mean, variance } = normalizeBatch(x, scale, shift, { epsilon });
  const samples = sizeOf(x.shape) / channelCount(x);
  const follow = (state: Value, batch: Value, factor: number): void => {
    const next =
      runningShare === undefined
        ? add(mul(state, momentum), mul(batch, (1 - momentum) * factor))
        : add(mul(state, sub(1, runningShare)), mul(mul(batch, factor), runningShare));
    graph.update(state, next);
  };
  follow(running.mean, mean, 1);
  follow(running.variance, variance, samples / Math.max(1, samples - 1));
  return y;
}

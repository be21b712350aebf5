import { z } from "zod";
import type { Value } from "../../graph/graph.ts";
import { add } from "../../graph/ops/add.ts";
import { batchNormalization } from "../../graph/ops/batchNormalization.ts";
import { mul } from "../../graph/ops/mul.ts";
import { reshape } from "../../graph/ops/reshape.ts";
import { sizeOf } from "../../graph/tensor.ts";
import { type Building, buffer, defineLayer } from "../layer.ts";
import { channelCount } from "./inputs.ts";
import { centred, epsilonField, scaleAndShift } from "./normalizing.ts";

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
    return building.isTraining
      ? overBatch(building, x, { scale, shift, running, ...options })
      : batchNormalization(x, scale, shift, running.mean, running.variance, { epsilon: options.epsilon });
  },
});

interface Parts {
  readonly scale: Value;
  readonly shift: Value;
  readonly running: { readonly mean: Value; readonly variance: Value };
  readonly momentum: number;
  readonly epsilon: number;
}

/**
 * The same operator as in evaluation, given the batch's statistics: it scales and shifts in one pass over x, where a
 * product and a sum that broadcast take three times as long; gradients reach x through the statistics too.
 */
function overBatch({ graph }: Building, x: Value, { scale, shift, running, momentum, epsilon }: Parts): Value {
  const axes = x.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
  const statistics = centred(x, axes);
  const mean = reshape(statistics.mean, scale.shape);
  const variance = reshape(statistics.variance, scale.shape);
  const samples = sizeOf(x.shape) / channelCount(x);
  const follow = (state: Value, batch: Value, factor: number): void => {
    graph.update(state, add(mul(state, momentum), mul(batch, (1 - momentum) * factor)));
  };
  follow(running.mean, mean, 1);
  follow(running.variance, variance, samples / Math.max(1, samples - 1));
  return batchNormalization(x, scale, shift, mean, variance, { epsilon });
}

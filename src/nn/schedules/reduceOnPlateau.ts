import { z } from "zod";
import { defineSchedule, type FinishedEpoch, warmupOption } from "../schedule.ts";

/** Smaller drops of the rate are left out, as in PyTorch. */
const smallestDrop = 1e-8;

/**
 * Multiplies the learning rate by `factor` when the monitored validation figure has not got better for more than `patience`
 * epochs; the training's own figure where there is no validation part. The rate follows from the history of finished epochs
 * alone.
 *
 * Equals PyTorch's ReduceLROnPlateau(factor, patience, threshold, threshold_mode = "rel", cooldown, min_lr = minimum).
 */
export const reduceOnPlateauSchedule = defineSchedule({
  id: "reduce-on-plateau",
  summary: "Lowers the learning rate when validation has stopped getting better.",
  looksBack: true,
  schema: z.strictObject({
    monitor: z
      .enum(["loss", "accuracy"])
      .default("loss")
      .describe("the validation figure that is watched; default loss"),
    factor: z.number().gt(0).lt(1).default(0.1).describe("what the rate is multiplied by at a drop; default 0.1"),
    patience: z
      .int()
      .min(0)
      .default(10)
      .describe("epochs without a better figure that are let pass; the next one lowers the rate; default 10"),
    threshold: z
      .number()
      .min(0)
      .lt(1)
      .default(0.0001)
      .describe("how much better a figure must be to count, as a fraction of the best one; default 0.0001"),
    cooldown: z.int().min(0).default(0).describe("epochs after a drop that are not counted; default 0"),
    minimum: z.number().min(0).default(0).describe("the rate is not lowered below this; default 0"),
    warmup: warmupOption,
  }),
  learningRate: ({ learningRate, history }, options) => {
    const { monitor, factor, patience, threshold, cooldown, minimum } = options;
    let rate = learningRate;
    let best = monitor === "loss" ? Infinity : -Infinity;
    let waited = 0;
    let cooling = 0;
    for (const epoch of history) {
      const figure = monitored(epoch, monitor);
      const isBetter = monitor === "loss" ? figure < best * (1 - threshold) : figure > best * (1 + threshold);
      if (isBetter) best = figure;
      waited = isBetter ? 0 : waited + 1;
      if (cooling > 0) {
        cooling -= 1;
        waited = 0;
      }
      if (waited > patience) {
        const lower = Math.max(rate * factor, minimum);
        if (rate - lower > smallestDrop) rate = lower;
        cooling = cooldown;
        waited = 0;
      }
    }
    return rate;
  },
});

function monitored(epoch: FinishedEpoch, monitor: "loss" | "accuracy"): number {
  return monitor === "loss" ? (epoch.validationLoss ?? epoch.loss) : (epoch.validationAccuracy ?? epoch.accuracy);
}

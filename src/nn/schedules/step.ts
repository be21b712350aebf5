import { z } from "zod";
import { defineSchedule, warmupOption } from "../schedule.ts";

/**
 * Multiplies the learning rate by `factor` after each `every` epochs: learningRate * factor^floor(epoch / every).
 *
 * Equals PyTorch's StepLR(step_size = every, gamma = factor), counted in epochs.
 */
export const stepSchedule = defineSchedule({
  id: "step",
  summary: "Multiplies the learning rate by a factor after every few epochs.",
  schema: z.strictObject({
    every: z.number().int().min(1).default(10).describe("epochs between two drops; default 10"),
    factor: z.number().gt(0).max(1).default(0.1).describe("what the rate is multiplied by at a drop; default 0.1"),
    warmup: warmupOption,
  }),
  learningRate: ({ step, stepsPerEpoch, learningRate }, { every, factor }) =>
    learningRate * factor ** Math.floor(step / (every * stepsPerEpoch)),
});

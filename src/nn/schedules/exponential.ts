import { z } from "zod";
import { defineSchedule, warmupOption } from "../schedule.ts";

/**
 * Multiplies the learning rate by `factor` in the course of each epoch: learningRate * factor^(step / stepsPerEpoch).
 *
 * Equals Keras' ExponentialDecay(decay_steps = stepsPerEpoch, decay_rate = factor, staircase); with `staircase` also
 * PyTorch's ExponentialLR(gamma = factor), stepped after each epoch.
 */
export const exponentialSchedule = defineSchedule({
  id: "exponential",
  summary: "Lowers the learning rate by the same factor in each epoch.",
  schema: z.strictObject({
    factor: z
      .number()
      .gt(0)
      .max(1)
      .default(0.95)
      .describe("what the rate is multiplied by in an epoch, above 0 to 1; default 0.95"),
    staircase: z
      .boolean()
      .default(false)
      .describe("moves the rate at the end of each epoch only, not with each step; default false"),
    warmup: warmupOption,
  }),
  learningRate: ({ step, stepsPerEpoch, learningRate }, { factor, staircase }) => {
    const epochs = step / stepsPerEpoch;
    return learningRate * factor ** (staircase ? Math.floor(epochs) : epochs);
  },
});

import { z } from "zod";
import { defineSchedule, warmupOption } from "../schedule.ts";

/**
 * From the optimiser's learning rate down to `final` of it over the whole training, along a power of what is left of it:
 * learningRate * (final + (1 - final) * (1 - step / steps)^power). A power of 1 is a straight line.
 *
 * Equals Keras' PolynomialDecay(decay_steps = steps, end_learning_rate = final * learningRate, power); with a final of 0
 * also PyTorch's PolynomialLR(total_iters = steps, power), stepped after each batch.
 */
export const polynomialSchedule = defineSchedule({
  id: "polynomial",
  summary: "Lowers the learning rate along a power of the steps that are left.",
  schema: z.strictObject({
    power: z.number().gt(0).default(1).describe("the exponent, above 0; default 1, a straight line"),
    final: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe("what is left of the learning rate at the end, as a fraction of it, 0..1; default 0"),
    warmup: warmupOption,
  }),
  learningRate: ({ step, steps, learningRate }, { power, final }) =>
    learningRate * (final + (1 - final) * (1 - step / steps) ** power),
});

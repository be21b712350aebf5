import { z } from "zod";
import { defineSchedule, warmupOption } from "../schedule.ts";

/**
 * Half a cosine down from the optimiser's learning rate to `final` of it, then again from the top; each fall takes `growth`
 * times as long as the one before it.
 *
 * Equals PyTorch's CosineAnnealingWarmRestarts(T_0 = period, T_mult = growth, eta_min = final * learningRate), stepped
 * after each batch.
 * Source  Loshchilov & Hutter 2017, "SGDR: Stochastic gradient descent with warm restarts", section 3
 */
export const cosineRestartsSchedule = defineSchedule({
  id: "cosine-restarts",
  summary: "Lowers the learning rate along half a cosine, and starts again from the top.",
  schema: z.strictObject({
    period: z
      .number()
      .gt(0)
      .default(10)
      .describe("epochs of the first fall, may be a part (T0 in the paper); default 10"),
    growth: z
      .number()
      .min(1)
      .default(2)
      .describe("how many times as long each fall is as the one before, 1 or more (Tmult in the paper); default 2"),
    final: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe("what is left of the learning rate at the end of a fall, as a fraction of it, 0..1; default 0"),
    warmup: warmupOption,
  }),
  learningRate: ({ step, stepsPerEpoch, learningRate }, { period, growth, final }) => {
    let length = period * stepsPerEpoch;
    let begin = 0;
    while (step >= begin + length) {
      begin += length;
      length *= growth;
    }
    return learningRate * (final + ((1 - final) * (1 + Math.cos((Math.PI * (step - begin)) / length))) / 2);
  },
});

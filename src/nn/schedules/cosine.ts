import { z } from "zod";
import { defineSchedule, warmupOption } from "../schedule.ts";

/**
 * Half a cosine from the optimiser's learning rate down to `final` of it, over the whole training, step by step:
 * learningRate * (final + (1 - final) * (1 + cos(pi * step / steps)) / 2).
 *
 * Equals PyTorch's CosineAnnealingLR(T_max = steps, eta_min = final * learningRate), stepped after each batch.
 * Source  Loshchilov & Hutter 2017, "SGDR: Stochastic gradient descent with warm restarts", eq. 5, without restarts
 */
export const cosineSchedule = defineSchedule({
  id: "cosine",
  summary: "Lowers the learning rate along half a cosine over the whole training.",
  schema: z.strictObject({
    final: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe("what is left of the learning rate at the end, as a fraction of it, 0..1; default 0"),
    warmup: warmupOption,
  }),
  learningRate: ({ step, steps, learningRate }, { final }) =>
    learningRate * (final + ((1 - final) * (1 + Math.cos((Math.PI * step) / steps))) / 2),
});

import { z } from "zod";

/** The options of schedules that move the momentum against the learning rate. */
export function momentumCycleOptions(low: number, high: number) {
  const field = z.number().min(0).lt(1);
  return {
    cycleMomentum: z
      .boolean()
      .default(true)
      .describe(
        "moves the optimiser's momentum (beta1 of Adam and AdamW) against the learning rate, in place of its own number; default true",
      ),
    lowMomentum: field
      .default(low)
      .describe(`the momentum where the learning rate is highest, 0 to below 1; default ${low}`),
    highMomentum: field
      .default(high)
      .describe(`the momentum where the learning rate is lowest, 0 to below 1; default ${high}`),
  };
}

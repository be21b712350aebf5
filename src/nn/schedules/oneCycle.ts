import { z } from "zod";
import { defineSchedule, type Progress, warmupOption } from "../schedule.ts";
import { momentumCycleOptions } from "./momentumCycle.ts";

type Anneal = "cosine" | "linear";

/**
 * One rise from a low learning rate to the optimiser's own, and one fall to almost nothing, over the whole training; the
 * momentum goes the other way.
 *
 * Equals PyTorch's OneCycleLR(max_lr, total_steps, pct_start = rise, anneal_strategy, div_factor = startDivisor,
 * final_div_factor = endDivisor, base_momentum = lowMomentum, max_momentum = highMomentum).
 * Source  Smith & Topin 2018, "Super-convergence: very fast training of neural networks using large learning rates"
 */
export const oneCycleSchedule = defineSchedule({
  id: "one-cycle",
  summary: "Raises the learning rate once and lowers it to almost nothing, over the whole training.",
  schema: z.strictObject({
    rise: z
      .number()
      .min(0)
      .max(1)
      .default(0.3)
      .describe("share of the steps in which the learning rate rises, 0..1; default 0.3"),
    anneal: z
      .enum(["cosine", "linear"])
      .default("cosine")
      .describe("the form of rise and fall: half a cosine or a straight line; default cosine"),
    startDivisor: z
      .number()
      .min(1)
      .default(25)
      .describe("the first rate is the highest one divided by this, 1 or more; default 25"),
    endDivisor: z
      .number()
      .min(1)
      .default(10_000)
      .describe("the last rate is the first one divided by this, 1 or more; default 10000"),
    ...momentumCycleOptions(0.85, 0.95),
    warmup: warmupOption,
  }),
  learningRate: (progress, { startDivisor, endDivisor, ...shape }) => {
    const highest = progress.learningRate;
    const first = highest / startDivisor;
    return along(progress, shape, [first, highest, first / endDivisor]);
  },
  momentum: (progress, { cycleMomentum, lowMomentum, highMomentum, ...shape }) =>
    cycleMomentum ? along(progress, shape, [highMomentum, lowMomentum, highMomentum]) : undefined,
});

/** Where a number stands that goes from the first of three to the second while the rate rises, then to the third. */
function along(
  { step, steps }: Progress,
  { rise, anneal }: { readonly rise: number; readonly anneal: Anneal },
  [first, middle, last]: readonly [number, number, number],
): number {
  // The step with the highest rate; without room for a rise it is the first one.
  const peak = Math.max(0, rise * steps - 1);
  const end = steps - 1;
  if (step < peak) return between(first, middle, step / peak, anneal);
  return end <= peak ? middle : between(middle, last, (step - peak) / (end - peak), anneal);
}

function between(from: number, to: number, share: number, anneal: Anneal): number {
  if (anneal === "linear") return from + (to - from) * share;
  return to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share));
}

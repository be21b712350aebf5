import { z } from "zod";
import { WrasseError } from "../../base/errors.ts";
import { defineSchedule, type Progress, warmupOption } from "../schedule.ts";
import { momentumCycleOptions } from "./momentumCycle.ts";

type Mode = "triangular" | "triangular2" | "exp-range";

/**
 * Straight up from the lowest rate to the highest in half a period and straight down in the other half, again and again:
 * minimum + (maximum - minimum) * height, where the height is that of the triangle, 0..1, times the mode's share of it.
 *
 * Equals PyTorch's CyclicLR(minimum, maximum, step_size_up = step_size_down = half a period), stepped after each batch, with
 * base_momentum = lowMomentum and max_momentum = highMomentum.
 * Source  Smith 2017, "Cyclical learning rates for training neural networks" (on arXiv in 2015)
 */
export const cyclicSchedule = defineSchedule({
  id: "cyclic",
  summary: "Raises and lowers the learning rate along triangles.",
  schema: z
    .strictObject({
      mode: z
        .enum(["triangular", "triangular2", "exp-range"])
        .default("triangular")
        .describe(
          "what becomes of the triangles' height: the same for each, half for each next one, or `decay` for each next step; default triangular",
        ),
      minimum: z
        .number()
        .min(0)
        .nullable()
        .default(null)
        .describe("the lowest learning rate; default null: a quarter of the highest"),
      maximum: z
        .number()
        .gt(0)
        .nullable()
        .default(null)
        .describe("the highest learning rate; default null: the optimiser's learningRate"),
      period: z.number().gt(0).default(8).describe("epochs from one lowest rate to the next, may be a part; default 8"),
      decay: z
        .number()
        .gt(0)
        .max(1)
        .default(0.999)
        .describe("with exp-range, what the height is multiplied by at each step; default 0.999"),
      ...momentumCycleOptions(0.8, 0.9),
      warmup: warmupOption,
    })
    .refine(({ minimum, maximum }) => minimum === null || maximum === null || minimum <= maximum, {
      message: "a minimum that is not above the maximum",
      path: ["minimum"],
    }),
  learningRate: (progress, options) => {
    const maximum = options.maximum ?? progress.learningRate;
    const minimum = options.minimum ?? maximum / 4;
    if (minimum > maximum) {
      throw new WrasseError("schedule-rates-crossed", {
        at: "schedule.minimum",
        expected: `at most the highest rate, ${maximum}`,
        got: minimum,
        hint: "lower schedule.minimum, or give schedule.maximum",
      });
    }
    return minimum + (maximum - minimum) * height(progress, options);
  },
  momentum: (progress, { cycleMomentum, lowMomentum, highMomentum, ...shape }) =>
    cycleMomentum ? highMomentum - (highMomentum - lowMomentum) * height(progress, shape) : undefined,
});

interface Triangles {
  readonly mode: Mode;
  readonly period: number;
  readonly decay: number;
}

/** How high the step is between the lowest and the highest rate, 0..1. */
function height({ step, stepsPerEpoch }: Progress, { mode, period, decay }: Triangles): number {
  const cycles = step / (period * stepsPerEpoch);
  const cycle = Math.floor(cycles);
  const triangle = 1 - Math.abs(2 * (cycles - cycle) - 1);
  switch (mode) {
    case "triangular":
      return triangle;
    case "triangular2":
      return triangle / 2 ** cycle;
    case "exp-range":
      return triangle * decay ** step;
  }
}

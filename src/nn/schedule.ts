import type { z } from "zod";

/** How long a training is, in steps. */
export interface Course {
  readonly steps: number;
  readonly stepsPerEpoch: number;
}

/** How the learning rate goes over a training. */
export interface Schedule<Options = unknown> {
  readonly id: string;
  readonly summary: string;
  readonly schema: z.ZodType<Options>;
  /** The factor on the optimiser's learning rate at a step (0 is the first); may be fractional epochs inside. */
  readonly factor: (step: number, course: Course, options: Options) => number;
}

export function defineSchedule<Options>(schedule: Schedule<Options>): Schedule<Options> {
  return Object.freeze(schedule);
}

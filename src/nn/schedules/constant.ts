import { z } from "zod";
import { defineSchedule, warmupOption } from "../schedule.ts";

/** The optimiser's learning rate at every step. */
export const constantSchedule = defineSchedule({
  id: "constant",
  summary: "The same learning rate at every step.",
  schema: z.strictObject({ warmup: warmupOption }),
  learningRate: ({ learningRate }) => learningRate,
});

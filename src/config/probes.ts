import { z } from "zod";

/** Full steps between two probed ones, once the first steps are over. */
export const usualGap = 32;
/** The gap doubles when this many gaps have gone by, and again each time the training is twice as long. */
export const gapsBeforeDoubling = 256;

/** How often a training is probed. */
export const probesSchema = z.strictObject({
  every: z
    .union([z.enum(["auto", "off"]), z.int().min(1)])
    .default("auto")
    .describe(
      `steps between two at which gradients, weights and activations are measured: a number, off, or auto (steps 0, 1, 2, 4, 8, 16, then every ${usualGap}th, from step ${usualGap * gapsBeforeDoubling} on half as often for each doubling); default auto`,
    ),
});

export type ProbeSampling = z.output<typeof probesSchema>;

import { z } from "zod";
import { defineNoise } from "./augmentation.ts";
import { noiseStarts } from "./noises.ts";

const deviation = z.number().min(0).max(1);
const meaning = "the largest standard deviation, as a fraction of black to white, 0..1";

/**
 * Adds normal noise to every pixel, as a sensor does in little light. Its standard deviation is drawn from 0 to the given
 * one, each as likely. Nothing is cut at black and white.
 */
export const noise = defineNoise({
  id: "noise",
  summary: "Adds normal noise to every pixel.",
  schema: z.union([
    deviation.describe(meaning).transform((value) => ({ deviation: value, isGrey: false })),
    z.strictObject({
      deviation: deviation.default(0.05).describe(`${meaning}; default 0.05`),
      isGrey: z.boolean().default(false).describe("the same noise on red, green and blue; default false"),
    }),
  ]),
  draw: (options, rng) => ({
    deviation: rng.uniform(0, options.deviation),
    isGrey: options.isGrey,
    start: rng.below(noiseStarts),
  }),
});

import { z } from "zod";
import { defineCurve } from "./augmentation.ts";

const threshold = z.number().min(0).max(1);
const meaning = "the lowest threshold, as a fraction of black to white, 0..1";

/**
 * Inverts what is as bright as a threshold or brighter, each channel for itself; the threshold is drawn from the given
 * one up to white, each as likely.
 *
 * Equals torchvision's solarize at that threshold.
 */
export const solarize = defineCurve({
  id: "solarize",
  summary: "Inverts the bright parts of the picture.",
  curve: "solarize",
  schema: z.union([
    threshold.describe(meaning).transform((value) => ({ threshold: value })),
    z.strictObject({ threshold: threshold.default(0.5).describe(`${meaning}; default 0.5`) }),
  ]),
  draw: (options, rng) => ({ curve: "solarize", threshold: rng.uniform(options.threshold, 1) }),
});

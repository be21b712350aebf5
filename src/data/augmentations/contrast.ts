import { z } from "zod";
import { defineColour } from "./augmentation.ts";
import { greyMatrix, identityMatrix, scaled } from "./colour.ts";

const change = z.number().min(0).max(1).describe("how far the factor goes to either side of 1, 0..1");

/**
 * Multiplies each pixel's distance from the picture's mean grey by a factor in 1 - change .. 1 + change.
 *
 * torchvision's adjust_contrast, without cutting at black and white.
 */
export const contrast = defineColour({
  id: "contrast",
  summary: "Strengthens or weakens the picture's contrast about its mean grey.",
  mixesChannels: false,
  usesMean: true,
  schema: z.union([change.transform((value) => ({ change: value })), z.strictObject({ change })]),
  draw: (options, rng) => {
    const factor = 1 + rng.uniform(-options.change, options.change);
    return { pixel: scaled(identityMatrix, factor), mean: scaled(greyMatrix, 1 - factor), shift: [0, 0, 0] };
  },
});

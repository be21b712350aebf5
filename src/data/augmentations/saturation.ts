import { z } from "zod";
import { defineColour } from "./augmentation.ts";
import { added, greyMatrix, identityMatrix, noMatrix, scaled } from "./colour.ts";

const change = z.number().min(0).max(1).describe("how far the factor goes to either side of 1, 0..1");

/**
 * Multiplies each pixel's distance from its own grey by a factor in 1 - change .. 1 + change: 0 is a grey picture.
 *
 * torchvision's adjust_saturation, without cutting at black and white.
 */
export const saturation = defineColour({
  id: "saturation",
  summary: "Makes colours stronger or greyer.",
  mixesChannels: true,
  usesMean: false,
  schema: z.union([change.transform((value) => ({ change: value })), z.strictObject({ change })]),
  draw: (options, rng) => {
    const factor = 1 + rng.uniform(-options.change, options.change);
    return {
      pixel: added(scaled(identityMatrix, factor), scaled(greyMatrix, 1 - factor)),
      mean: noMatrix,
      shift: [0, 0, 0],
    };
  },
});

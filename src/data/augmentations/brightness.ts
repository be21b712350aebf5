import { z } from "zod";
import { defineColour } from "./augmentation.ts";
import { identityMatrix, noMatrix } from "./colour.ts";

const change = z.number().min(0).max(1).describe("the largest change, as a fraction of black to white, 0..1");

/** Adds the same amount to every pixel, up to `change` of the way from black to white, lighter or darker. */
export const brightness = defineColour({
  id: "brightness",
  summary: "Makes the picture lighter or darker by adding to every pixel.",
  mixesChannels: false,
  usesMean: false,
  schema: z.union([change.transform((value) => ({ change: value })), z.strictObject({ change })]),
  draw: (options, rng) => {
    const amount = rng.uniform(-options.change, options.change);
    return { pixel: identityMatrix, mean: noMatrix, shift: [amount, amount, amount] };
  },
});

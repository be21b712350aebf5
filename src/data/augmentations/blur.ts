import { z } from "zod";
import { defineBlur } from "./augmentation.ts";

const pixels = z.number().min(0).max(20);

/**
 * Blurs by a Gaussian whose standard deviation is drawn from a range of pixels, each as likely. Pixels are those of the
 * training size (`data.size`).
 *
 * Equals torchvision's gaussian_blur with a kernel of 3 deviations to each side.
 */
export const blur = defineBlur({
  id: "blur",
  summary: "Blurs the picture by a Gaussian.",
  schema: z.union([
    pixels
      .describe("the largest standard deviation in pixels of the training size, 0..20")
      .transform((value) => ({ from: 0, to: value })),
    z
      .strictObject({
        from: pixels.default(0).describe("the smallest standard deviation in pixels, 0..20; default 0"),
        to: pixels.default(1).describe("the largest standard deviation in pixels, 0..20; default 1"),
      })
      .refine(({ from, to }) => from <= to, { message: "from is at most to", path: ["from"] }),
  ]),
  largest: ({ to }) => to,
  draw: ({ from, to }, rng) => rng.uniform(from, to),
});

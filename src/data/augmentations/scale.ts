import { z } from "zod";
import { unmoved } from "./affine.ts";
import { defineGeometry } from "./augmentation.ts";

/** Makes the picture larger or smaller about its middle; `scale: 0.2` draws a factor from 0.8..1.2, each as likely. */
export const scale = defineGeometry({
  id: "scale",
  summary: "Makes the picture larger or smaller.",
  schema: z.union([
    z
      .number()
      .min(0)
      .lt(1)
      .describe("how far the factor goes to either side of 1, 0 to below 1")
      .transform((value) => ({ from: 1 - value, to: 1 + value })),
    z
      .strictObject({
        from: z.number().gt(0).describe("the smallest factor, above 0; below 1 makes the picture smaller"),
        to: z.number().gt(0).describe("the largest factor; above 1 makes the picture larger"),
      })
      .refine(({ from, to }) => from <= to, { message: "from is at most to", path: ["from"] }),
  ]),
  draw: ({ from, to }, rng) => {
    const factor = rng.uniform(from, to);
    return { ...unmoved, xx: factor, yy: factor };
  },
});

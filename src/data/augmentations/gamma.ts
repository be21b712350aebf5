import { z } from "zod";
import { defineCurve } from "./augmentation.ts";

/**
 * Raises each channel, on a scale of 0..1, to a power: below 1 opens the shadows, above 1 deepens them; black and white
 * stay. Every factor is as likely, so that `gamma: 0.5` opens as often as it deepens (exponents 1 / 1.5 .. 1.5).
 *
 * Equals torchvision's adjust_gamma, without cutting at white.
 */
export const gamma = defineCurve({
  id: "gamma",
  summary: "Opens or deepens the shadows, as another exposure would.",
  curve: "gamma",
  schema: z.union([
    z
      .number()
      .min(0)
      .max(4)
      .describe("how far the exponent goes from 1, 0..4: from 1 / (1 + it) to 1 + it")
      .transform((value) => ({ from: 1 / (1 + value), to: 1 + value })),
    z
      .strictObject({
        from: z.number().min(0.1).max(10).describe("the smallest exponent, 0.1..10"),
        to: z.number().min(0.1).max(10).describe("the largest exponent, 0.1..10"),
      })
      .refine(({ from, to }) => from <= to, { message: "from is at most to", path: ["from"] }),
  ]),
  draw: ({ from, to }, rng) => ({
    curve: "gamma",
    exponent: Math.exp(rng.uniform(Math.log(from), Math.log(to))),
  }),
});

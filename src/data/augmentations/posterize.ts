import { z } from "zod";
import { defineCurve } from "./augmentation.ts";

const bits = z.int().min(1).max(8);
const meaning = "the fewest bits that are kept, 1..8";

/**
 * Keeps the upper bits of each channel's byte, so that few colours are left; how many is drawn from the given number
 * to 8, each as likely.
 *
 * Equals torchvision's posterize at that number.
 */
export const posterize = defineCurve({
  id: "posterize",
  summary: "Leaves few levels of each colour.",
  curve: "posterize",
  schema: z.union([
    bits.describe(meaning).transform((value) => ({ bits: value })),
    z.strictObject({ bits: bits.default(4).describe(`${meaning}; default 4`) }),
  ]),
  draw: (options, rng) => ({ curve: "posterize", bits: options.bits + rng.below(9 - options.bits) }),
});

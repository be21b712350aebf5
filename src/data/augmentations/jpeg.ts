import { z } from "zod";
import { defineJpeg } from "./augmentation.ts";

const quality = z.int().min(1).max(100);
const best = 95;

/**
 * What JPEG compression leaves of a photo, at a quality drawn from a range, each whole number as likely: blocks of 8 x 8
 * pixels and smeared colours. As a part of the training graph, so it is not libjpeg: see src/data/augmentations/jpegCoding.ts
 * for the differences (1 to 2 levels on average).
 *
 * Source  ITU-T T.81 (1992), "Digital compression and coding of continuous-tone still images", annexes A and K
 */
export const jpeg = defineJpeg({
  id: "jpeg",
  summary: "Leaves the traces of JPEG compression.",
  schema: z.union([
    quality
      .max(best)
      .describe(`the lowest quality, 1..${best}; the highest is ${best}`)
      .transform((value) => ({ from: value, to: best })),
    z
      .strictObject({
        from: quality.default(30).describe("the lowest quality, 1..100; default 30"),
        to: quality.default(best).describe(`the highest quality, 1..100; default ${best}`),
      })
      .refine(({ from, to }) => from <= to, { message: "from is at most to", path: ["from"] }),
  ]),
  draw: ({ from, to }, rng) => from + rng.below(to - from + 1),
});

import { z } from "zod";
import { drawBeta } from "../../base/beta.ts";
import { defineMixing } from "./augmentation.ts";

const alpha = z.number().min(0.01).max(100);
const meaning =
  "of the Beta(alpha, alpha) distribution of the share that stays; 1 draws each share as often; 0.01..100";

/**
 * Cuts a rectangle of another photo of the batch into a photo, and mixes their classes by area. The share that stays is
 * drawn from Beta(alpha, alpha) for each photo; the rectangle has the picture's proportions and its middle anywhere in it,
 * is cut at the edges, and its true area counts.
 *
 * For `classes`, photos of these classes are mixed, with photos of any class.
 *
 * Source  Yun et al. 2019, "CutMix: regularization strategy to train strong classifiers with localizable features"
 */
export const cutmix = defineMixing({
  id: "cutmix",
  summary: "Cuts a rectangle of another photo into a photo, and mixes their classes by area.",
  cuts: true,
  schema: z.union([
    alpha.describe(meaning).transform((value) => ({ alpha: value })),
    z.strictObject({ alpha: alpha.default(1).describe(`${meaning}; default 1`) }),
  ]),
  draw: (options, rng, size) => {
    const side = Math.floor(size * Math.sqrt(1 - drawBeta(options.alpha, rng)));
    const span = (middle: number): [from: number, length: number] => {
      const from = Math.max(0, middle - Math.floor(side / 2));
      return [from, Math.min(size, middle - Math.floor(side / 2) + side) - from];
    };
    const [left, width] = span(rng.below(size));
    const [top, height] = span(rng.below(size));
    return { region: { left, top, width, height } };
  },
});

import { z } from "zod";
import { drawBeta } from "../../base/beta.ts";
import { defineMixing } from "./augmentation.ts";

const alpha = z.number().min(0.01).max(100);
const meaning =
  "of the Beta(alpha, alpha) distribution of the share; small leaves most photos nearly whole, 1 mixes evenly; 0.01..100";

/**
 * Lays another photo of the batch over a photo, share by 1 - share, and mixes their classes likewise. The share is drawn
 * from Beta(alpha, alpha) for each photo (timm's mode "elem"; the paper draws one for the batch).
 *
 * For `classes`, photos of these classes are mixed, with photos of any class.
 *
 * Source  Zhang et al. 2018, "mixup: beyond empirical risk minimization"
 */
export const mixup = defineMixing({
  id: "mixup",
  summary: "Lays another photo over a photo, and mixes their classes.",
  cuts: false,
  schema: z.union([
    alpha.describe(meaning).transform((value) => ({ alpha: value })),
    z.strictObject({ alpha: alpha.default(0.2).describe(`${meaning}; default 0.2`) }),
  ]),
  draw: (options, rng) => ({ share: drawBeta(options.alpha, rng) }),
});

import { z } from "zod";
import { sizeOf } from "../../graph/tensor.ts";
import { defineInitializer } from "../initializer.ts";

/**
 * Normal numbers, those further than two deviations from the mean drawn again. The numbers that are left deviate by 0.88
 * of `deviation`, which is the untruncated normal's, as in Keras' TruncatedNormal and PyTorch's trunc_normal_.
 */
export const truncatedNormal = defineInitializer({
  id: "truncated-normal",
  summary: "normal numbers within two deviations of the mean",
  schema: z.strictObject({
    mean: z.number().default(0).describe("default 0"),
    deviation: z.number().min(0).default(0.05).describe("standard deviation before truncation; default 0.05"),
  }),
  fill: (shape, _fans, rng, { mean, deviation }) =>
    Float32Array.from({ length: sizeOf(shape) }, () => {
      let standard = rng.normal();
      while (Math.abs(standard) > 2) standard = rng.normal();
      return mean + deviation * standard;
    }),
});

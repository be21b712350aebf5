import { z } from "zod";
import { sizeOf } from "../../graph/tensor.ts";
import { defineInitializer } from "../initializer.ts";

/** Normal numbers whatever the layer's size: mean 0 and deviation 0.05 by default, as Keras' RandomNormal. */
export const normal = defineInitializer({
  id: "normal",
  summary: "normal numbers of a fixed mean and deviation",
  schema: z.strictObject({
    mean: z.number().default(0).describe("default 0"),
    deviation: z.number().min(0).default(0.05).describe("standard deviation; default 0.05"),
  }),
  fill: (shape, _fans, rng, { mean, deviation }) =>
    Float32Array.from({ length: sizeOf(shape) }, () => rng.normal(mean, deviation)),
});

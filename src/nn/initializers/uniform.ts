import { z } from "zod";
import { sizeOf } from "../../graph/tensor.ts";
import { defineInitializer } from "../initializer.ts";

/** Uniform numbers whatever the layer's size: -0.05 to 0.05 by default, as Keras' RandomUniform. */
export const uniform = defineInitializer({
  id: "uniform",
  summary: "uniform numbers of a fixed range",
  schema: z
    .strictObject({
      low: z.number().default(-0.05).describe("default -0.05"),
      high: z.number().default(0.05).describe("default 0.05; above low"),
    })
    .refine(({ low, high }) => low < high, { path: ["high"], message: "a number above low" }),
  fill: (shape, _fans, rng, { low, high }) =>
    Float32Array.from({ length: sizeOf(shape) }, () => rng.uniform(low, high)),
});

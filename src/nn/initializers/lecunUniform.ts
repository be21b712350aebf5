import { z } from "zod";
import { defineInitializer } from "../initializer.ts";
import { gainField, uniformNumbers } from "./scaled.ts";

/**
 * Variance 1 / fanIn: keeps the size of signals through linear layers; what SELU networks need (in its normal form).
 *
 * @source LeCun, Bottou, Orr & Müller 1998, "Efficient BackProp"; Klambauer et al. 2017, "Self-Normalizing Neural Networks"
 */
export const lecunUniform = defineInitializer({
  id: "lecun-uniform",
  summary: "uniform numbers of variance 1 / fan in; for SELU",
  schema: z.strictObject({ gain: gainField }),
  fill: (shape, { fanIn }, rng, { gain }) => uniformNumbers(shape, rng, gain * Math.sqrt(1 / fanIn)),
});

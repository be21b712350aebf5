import { z } from "zod";
import { defineInitializer } from "../initializer.ts";
import { gainField, normalNumbers } from "./scaled.ts";

/**
 * Variance 1 / fanIn: keeps the size of signals through linear layers; what SELU networks need (in its normal form).
 *
 * @source LeCun, Bottou, Orr & Müller 1998, "Efficient BackProp"; Klambauer et al. 2017, "Self-Normalizing Neural Networks"
 */
export const lecunNormal = defineInitializer({
  id: "lecun-normal",
  summary: "normal numbers of variance 1 / fan in; for SELU",
  schema: z.strictObject({ gain: gainField }),
  fill: (shape, { fanIn }, rng, { gain }) => normalNumbers(shape, rng, gain * Math.sqrt(1 / fanIn)),
});

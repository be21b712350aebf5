import { z } from "zod";
import { defineInitializer } from "../initializer.ts";
import { gainField, uniformNumbers } from "./scaled.ts";

/**
 * Variance 2 / (fanIn + fanOut): keeps the size of signals and of gradients where the activation is linear near 0, such as
 * tanh or the logits. Known as Xavier.
 *
 * @source Glorot & Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks"
 */
export const glorotUniform = defineInitializer({
  id: "glorot-uniform",
  summary: "uniform numbers of variance 2 / (fan in + fan out); for tanh, sigmoid and logits",
  schema: z.strictObject({ gain: gainField }),
  fill: (shape, { fanIn, fanOut }, rng, { gain }) => uniformNumbers(shape, rng, gain * Math.sqrt(2 / (fanIn + fanOut))),
});

import { defineInitializer } from "../initializer.ts";
import { heDeviation, heOptions } from "./he.ts";
import { uniformNumbers } from "./scaled.ts";

/** He's initialisation, uniform: variance 2 / fanIn, which makes up for the half that a ReLU takes away. Known as Kaiming. */
export const heUniform = defineInitializer({
  id: "he-uniform",
  summary: "uniform numbers of variance 2 / fan in; for ReLU and its kin",
  schema: heOptions,
  fill: (shape, fans, rng, options) => uniformNumbers(shape, rng, heDeviation(fans, options)),
});

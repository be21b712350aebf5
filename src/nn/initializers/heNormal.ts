import { defineInitializer } from "../initializer.ts";
import { heDeviation, heOptions } from "./he.ts";
import { normalNumbers } from "./scaled.ts";

/** He's initialisation, normal: variance 2 / fanIn, which makes up for the half that a ReLU takes away. Known as Kaiming. */
export const heNormal = defineInitializer({
  id: "he-normal",
  summary: "normal numbers of variance 2 / fan in; for ReLU and its kin",
  schema: heOptions,
  fill: (shape, fans, rng, options) => normalNumbers(shape, rng, heDeviation(fans, options)),
});

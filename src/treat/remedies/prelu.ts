import type { Config } from "../../config/config.ts";
import { layer } from "../changes/changeModel.ts";
import { defineRemedy } from "../remedy.ts";
import { withoutRectifiers } from "./activations.ts";

const change = (config: Config): Config => withoutRectifiers(config, layer("prelu"));

/** The slope of the negative side is learnt, from 0.25 on. */
export const prelu = defineRemedy({
  id: "prelu",
  kind: "remedy",
  summary: "PReLU, a leaky ReLU with a learnt slope, in place of each ReLU",
  mayCost: "a weight more for each channel, and slower steps",
  price: 1.2,
  appliesTo: (config) => change(config) !== config,
  apply: change,
});

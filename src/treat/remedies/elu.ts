import type { Config } from "../../config/config.ts";
import { layer } from "../changes/changeModel.ts";
import { defineRemedy } from "../remedy.ts";
import { withoutRectifiers } from "./activations.ts";

const change = (config: Config): Config => withoutRectifiers(config, layer("elu"));

/** Below 0 an exponential, whose slope is never 0. */
export const elu = defineRemedy({
  id: "elu",
  kind: "remedy",
  summary: "ELU in place of each ReLU",
  mayCost: "slower steps, and a lower learning rate where it diverges",
  price: 1.3,
  appliesTo: (config) => change(config) !== config,
  apply: change,
});

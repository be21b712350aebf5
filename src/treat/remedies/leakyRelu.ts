import type { Config } from "../../config/config.ts";
import { layer } from "../changes/changeModel.ts";
import { defineRemedy } from "../remedy.ts";
import { withoutRectifiers } from "./activations.ts";

const change = (config: Config): Config => withoutRectifiers(config, layer("leaky-relu", { slope: 0.01 }));

/** A small slope keeps the gradient of units that no photo activates. */
export const leakyRelu = defineRemedy({
  id: "leaky-relu",
  kind: "remedy",
  summary: "leaky ReLU with slope 0.01 in place of each ReLU",
  mayCost: "nothing as a rule; at slope 0.01 a dead unit comes back slowly, or not within the training",
  price: 1,
  appliesTo: (config) => change(config) !== config,
  apply: change,
});

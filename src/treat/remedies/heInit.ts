import type { Config } from "../../config/config.ts";
import { heTwin } from "../../nn/heTwin.ts";
import { changeModel } from "../changes/changeModel.ts";
import { defineRemedy } from "../remedy.ts";

const change = (config: Config): Config => changeModel(config, heTwin);

/** Signals keep their size from layer to layer, and no unit is born dead. The logits' weights are He-normal too. */
export const heInit = defineRemedy({
  id: "he-init",
  kind: "remedy",
  summary: "every weight starts He-normal, the logits' included, and every bias at 0",
  mayCost: "nothing",
  price: 1,
  appliesTo: (config) => change(config) !== config,
  apply: change,
});

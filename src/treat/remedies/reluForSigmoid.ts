import type { Config } from "../../config/config.ts";
import { heTwin } from "../../nn/heTwin.ts";
import { changeEach, changeModel, layer } from "../changes/changeModel.ts";
import { defineRemedy } from "../remedy.ts";

const saturating: readonly string[] = ["sigmoid", "tanh"];

const change = (config: Config): Config =>
  changeModel(config, (layers) => {
    if (!JSON.stringify(layers).match(/"(sigmoid|tanh)"/)) return layers;
    return heTwin(changeEach(layers, (spec) => (saturating.includes(spec.id) ? layer("relu") : spec)));
  });

/** Gradients pass a ReLU whole where a sigmoid lets a quarter through at most. */
export const reluForSigmoid = defineRemedy({
  id: "relu-for-sigmoid",
  kind: "remedy",
  summary: "ReLU in place of each sigmoid and tanh, with the He initialisation that goes with it",
  mayCost: "units that may die at a high learning rate",
  price: 1,
  appliesTo: (config) => change(config) !== config,
  apply: change,
});

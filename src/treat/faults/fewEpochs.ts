import { parseConfig } from "../../config/config.ts";
import { defineRemedy, type Remedy } from "../remedy.ts";

/** @param epochs default 2 */
export function fewEpochs(epochs = 2): Remedy {
  return defineRemedy({
    id: "few-epochs",
    kind: "fault",
    summary: `a training that ends after ${epochs} epochs`,
    mayCost: "what the other epochs would have taught",
    price: 0.1,
    appliesTo: (config) => config.epochs > epochs,
    apply: (config) => (config.epochs > epochs ? parseConfig({ ...config, epochs }) : config),
  });
}

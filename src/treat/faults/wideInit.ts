import type { Config } from "../../config/config.ts";
import { defineRemedy, type Remedy } from "../remedy.ts";
import { withInitializer } from "./initialisation.ts";

/**
 * All weights but the logits' start as normal numbers of a deviation that is too large for the layers' width.
 * @param deviation default 0.5
 */
export function wideInit(deviation = 0.5): Remedy {
  const change = (config: Config): Config => withInitializer(config, { name: "normal", deviation }, "all-but-logits");
  return defineRemedy({
    id: "wide-init",
    kind: "fault",
    summary: `every weight but the logits' starts normal, deviation ${deviation}`,
    mayCost: "signals and gradients that grow from layer to layer, up to a loss that is not finite",
    price: 1,
    appliesTo: (config) => change(config) !== config,
    apply: change,
  });
}

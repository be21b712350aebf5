import type { Config } from "../../config/config.ts";
import { defineRemedy, type Remedy } from "../remedy.ts";
import { withBiases } from "./initialisation.ts";

/**
 * All biases but the logits' start far below 0, so that units are born dead.
 * @param value the bias; default -1.5, with which a net of six convolutions is born dead
 */
export function negativeBias(value = -1.5): Remedy {
  const change = (config: Config): Config => withBiases(config, value, "all-but-logits");
  return defineRemedy({
    id: "negative-bias",
    kind: "fault",
    summary: `every bias but the logits' starts at ${value}`,
    mayCost: "units that no photo activates, from the first step on",
    price: 1,
    appliesTo: (config) => change(config) !== config,
    apply: change,
  });
}

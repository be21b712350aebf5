import type { Config } from "../../config/config.ts";
import { defineRemedy, type Remedy } from "../remedy.ts";
import { withInitializer } from "./initialisation.ts";

/**
 * All weights but the logits' start as normal numbers of a deviation that is too small for the layers' width.
 * @param options deviation, default 0.01; mean, default 0: below 0 (-0.05 with a deviation of 0.05) units are alive at first
 *   and die as the net trains
 */
export function narrowInit({ deviation = 0.01, mean = 0 }: { deviation?: number; mean?: number } = {}): Remedy {
  const change = (config: Config): Config =>
    withInitializer(config, { name: "normal", mean, deviation }, "all-but-logits");
  return defineRemedy({
    id: "narrow-init",
    kind: "fault",
    summary: `every weight but the logits' starts normal, mean ${mean} and deviation ${deviation}`,
    mayCost: "signals and gradients that shrink from layer to layer",
    price: 1,
    appliesTo: (config) => change(config) !== config,
    apply: change,
  });
}

import type { Config } from "../../config/config.ts";
import { defineRemedy, type Remedy } from "../remedy.ts";
import { withInitializer } from "./initialisation.ts";

/**
 * All weights start as one number, so that all units of a layer are one.
 * @param value default 0.05
 */
export function constantInit(value = 0.05): Remedy {
  const change = (config: Config): Config => withInitializer(config, { name: "constant", value }, "all");
  return defineRemedy({
    id: "constant-init",
    kind: "fault",
    summary: `every weight starts at ${value}`,
    mayCost: "units of a layer that stay alike for ever",
    price: 1,
    appliesTo: (config) => change(config) !== config,
    apply: change,
  });
}

import type { Config } from "../../config/config.ts";
import { defineRemedy, type Remedy } from "../remedy.ts";
import { withInitializer } from "./initialisation.ts";

/** All weights start at 0: of a net of ReLUs nothing but the last bias ever moves. */
export function zeroInit(): Remedy {
  const change = (config: Config): Config => withInitializer(config, "zeros", "all");
  return defineRemedy({
    id: "zero-init",
    kind: "fault",
    summary: "every weight starts at 0",
    mayCost: "a net that learns how common the classes are, and nothing else",
    price: 1,
    appliesTo: (config) => change(config) !== config,
    apply: change,
  });
}

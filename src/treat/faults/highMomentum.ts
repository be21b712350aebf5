import { parseConfig } from "../../config/config.ts";
import { defineRemedy, type Remedy } from "../remedy.ts";

/** @param momentum default 0.99: of an optimiser that has a momentum (sgd, rmsprop) */
export function highMomentum(momentum = 0.99): Remedy {
  return defineRemedy({
    id: "high-momentum",
    kind: "fault",
    summary: `momentum ${momentum}`,
    mayCost: "steps that overshoot, a hundred of them at once",
    price: 1,
    appliesTo: ({ optimizer }) => typeof optimizer["momentum"] === "number" && optimizer["momentum"] !== momentum,
    apply: (config) =>
      typeof config.optimizer["momentum"] === "number"
        ? parseConfig({ ...config, optimizer: { ...config.optimizer, momentum } })
        : config,
  });
}

import { optionsOf } from "../../base/named.ts";
import { parseConfig } from "../../config/config.ts";
import { defineRemedy } from "../remedy.ts";

const longestPatience = 10;

/** A tenth of the rate each time that validation has stopped getting better for a tenth of the training. */
export const lowerRateWhenStuck = defineRemedy({
  id: "lower-rate-when-stuck",
  kind: "remedy",
  summary: "schedule reduce-on-plateau: a tenth of the learning rate when validation stops getting better",
  mayCost: "a rate that falls too early, where validation is noisy",
  price: 1,
  appliesTo: ({ schedule }) => schedule.name !== "reduce-on-plateau",
  apply: (config) =>
    config.schedule.name === "reduce-on-plateau"
      ? config
      : parseConfig({
          ...config,
          schedule: {
            name: "reduce-on-plateau",
            patience: Math.min(longestPatience, Math.max(1, Math.round(config.epochs / 10))),
            warmup: optionsOf(config.schedule)["warmup"] ?? 0,
          },
        }),
});

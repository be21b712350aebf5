import { type Config, parseConfig } from "../../config/config.ts";
import { defineRemedy } from "../remedy.ts";

const usual = 0.9;

/** A velocity that remembers ten steps and not a hundred, so that it does not overshoot. */
export const defaultMomentum = defineRemedy({
  id: "default-momentum",
  kind: "remedy",
  summary: "momentum 0.9 in place of a higher one",
  mayCost: "more epochs",
  price: 1,
  appliesTo: (config) => momentumOf(config) > usual,
  apply: (config) =>
    momentumOf(config) > usual
      ? parseConfig({ ...config, optimizer: { ...config.optimizer, momentum: usual } })
      : config,
});

/** 0 for an optimiser that has none. */
function momentumOf({ optimizer }: Config): number {
  return typeof optimizer["momentum"] === "number" ? optimizer["momentum"] : 0;
}

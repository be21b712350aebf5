import type { Config } from "../../config/config.ts";
import { type Facts, probedOf, probedValue } from "../facts.ts";

/** What the range test found from the first weights of the training. */
export interface UsefulRates {
  /** Share of the range's rates at which the loss falls below chance, 0..1. */
  readonly descending: number;
  /** The same for the twin with He's initialisation. */
  readonly twinDescending: number;
  /** The twin's seeds learnt. */
  readonly lowest: number | undefined;
  readonly highest: number | undefined;
  readonly suggested: number | undefined;
  readonly twinSuggested: number | undefined;
}

/** undefined where no range test was made. */
export function usefulRates(facts: Facts): UsefulRates | undefined {
  const descending = probedValue(facts, "descending-rate-share", { weights: "first" });
  const twinDescending = probedValue(facts, "descending-rate-share", { weights: "twin" });
  if (descending === undefined || twinDescending === undefined) return undefined;
  return {
    descending,
    twinDescending,
    lowest: probedValue(facts, "lowest-useful-rate", { weights: "first" }),
    highest: probedValue(facts, "highest-useful-rate", { weights: "first" }),
    suggested: probedValue(facts, "suggested-learning-rate", { weights: "first" }),
    twinSuggested: probedValue(facts, "suggested-learning-rate", { weights: "twin" }),
  };
}

/** A net learns at hardly any rate of the range: issue's bound of case 3. */
export const hardlyAny = 0.1;
/** A proposal: the nets that were tried and learn did so at 0.3 to 0.5 of the range. */
export const learnsOver = 0.15;

/** The highest learning rate that a config trains with. */
export function setRate(config: Config | undefined): number | undefined {
  const rate = (config?.optimizer as { learningRate?: unknown } | undefined)?.learningRate;
  return typeof rate === "number" ? rate : undefined;
}

/** Momentum beyond the usual 0.9 moves weights as a higher rate does. */
export function momentumOf(config: Config | undefined): number | undefined {
  const { name, momentum } = (config?.optimizer ?? {}) as { name?: unknown; momentum?: unknown };
  return name === "sgd" && typeof momentum === "number" ? momentum : undefined;
}

/** Falls of the loss in a few more epochs: at the training's rate, a tenth and ten times of it. */
export function fallsOf(facts: Facts) {
  const at = (quantity: "continued-fall" | "lowered-rate-fall" | "raised-rate-fall") => probedOf(facts, quantity)[0];
  return { same: at("continued-fall"), lower: at("lowered-rate-fall"), higher: at("raised-rate-fall") };
}

import { learningRateOf, multiplyRates } from "../changes/changeRates.ts";
import { defineRemedy, type Remedy } from "../remedy.ts";

/** @param divisor default 1000 */
export function lowerLearningRateFault(divisor = 1000): Remedy {
  return defineRemedy({
    id: "lower-learning-rate-fault",
    kind: "fault",
    summary: `the learning rate divided by ${divisor}`,
    mayCost: "steps that get nowhere within the training",
    price: 1,
    appliesTo: (config) => learningRateOf(config) > 0,
    apply: (config) => multiplyRates(config, 1 / divisor),
  });
}

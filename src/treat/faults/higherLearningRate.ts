import { learningRateOf, multiplyRates } from "../changes/changeRates.ts";
import { defineRemedy, type Remedy } from "../remedy.ts";

/** @param factor default 100 */
export function higherLearningRate(factor = 100): Remedy {
  return defineRemedy({
    id: "higher-learning-rate",
    kind: "fault",
    summary: `${factor} times the learning rate`,
    mayCost: "steps that overshoot",
    price: 1,
    appliesTo: (config) => learningRateOf(config) > 0,
    apply: (config) => multiplyRates(config, factor),
  });
}

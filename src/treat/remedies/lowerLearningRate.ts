import { learningRateOf, multiplyRates } from "../changes/changeRates.ts";
import { defineRemedy } from "../remedy.ts";

/** Steps that were too long to settle, or threw units beyond all photos, get short. */
export const lowerLearningRate = defineRemedy({
  id: "lower-learning-rate",
  kind: "remedy",
  summary: "a tenth of the learning rate",
  mayCost: "more epochs",
  price: 1,
  appliesTo: (config) => learningRateOf(config) > 1e-8,
  apply: (config) => multiplyRates(config, 0.1),
});

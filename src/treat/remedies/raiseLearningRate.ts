import { learningRateOf, multiplyRates } from "../changes/changeRates.ts";
import { defineRemedy } from "../remedy.ts";

/** Steps that were too short to get anywhere within the training get long. */
export const raiseLearningRate = defineRemedy({
  id: "raise-learning-rate",
  kind: "remedy",
  summary: "ten times the learning rate",
  mayCost: "a training that diverges",
  price: 1,
  appliesTo: (config) => learningRateOf(config) > 0 && learningRateOf(config) < 1,
  apply: (config) => multiplyRates(config, 10),
});

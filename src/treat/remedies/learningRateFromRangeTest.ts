import { learningRateOf, multiplyRates } from "../changes/changeRates.ts";
import { defineRemedy } from "../remedy.ts";

/** The rate that the range test suggests for this very net; where the test refuses, nothing is changed. */
export const learningRateFromRangeTest = defineRemedy({
  id: "learning-rate-from-range-test",
  kind: "remedy",
  summary: "the learning rate that a range test over three seeds suggests",
  mayCost: "three short trainings for the test",
  price: 1.2,
  appliesTo: (config) => learningRateOf(config) > 0,
  apply: async (config, { suggestRate } = {}) => {
    const rate = await suggestRate?.(config);
    return rate === undefined || rate === learningRateOf(config)
      ? config
      : multiplyRates(config, rate / learningRateOf(config));
  },
});

import { parseConfig } from "../../config/config.ts";
import { defineRemedy } from "../remedy.ts";

const mostEpochs = 100_000;

/** For a training that was still getting better when it ended. */
export const longerTraining = defineRemedy({
  id: "longer-training",
  kind: "remedy",
  summary: "twice as many epochs",
  mayCost: "twice the time, and overfitting",
  price: 2,
  appliesTo: ({ epochs }) => epochs * 2 <= mostEpochs,
  apply: (config) => parseConfig({ ...config, epochs: config.epochs * 2 }),
});

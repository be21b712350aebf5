import { parseConfig } from "../../config/config.ts";
import { defineRemedy } from "../remedy.ts";

/** Each class is shown as often as every other, whatever its number of photos. */
export const balancedBatches = defineRemedy({
  id: "balanced-batches",
  kind: "remedy",
  summary: "sampler balanced: each class as often as every other",
  mayCost: "some accuracy of the common classes",
  price: 1,
  appliesTo: ({ sampler }) => sampler.name !== "balanced",
  apply: (config) => parseConfig({ ...config, sampler: "balanced" }),
});

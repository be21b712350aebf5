import { parseConfig } from "../../config/config.ts";
import { defineRemedy } from "../remedy.ts";

/** Pixels come to mean 0 and deviation 1, by the figures of the training photos. */
export const inputScaling = defineRemedy({
  id: "input-scaling",
  kind: "remedy",
  summary: "pixels at mean 0 and deviation 1, by the training photos' own figures",
  mayCost: "nothing",
  price: 1,
  appliesTo: ({ data }) => data.normalisation !== "dataset",
  apply: (config) => parseConfig({ ...config, data: { ...config.data, normalisation: "dataset" } }),
});

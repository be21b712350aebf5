import { parseConfig } from "../../config/config.ts";
import { defineRemedy } from "../remedy.ts";

/** Covers a rectangle of one photo in four: costs as much as a remedy, and has nothing to do with how gradients flow. */
export const randomErasing = defineRemedy({
  id: "random-erasing",
  kind: "placebo",
  summary: "one training photo in four has a random rectangle covered",
  mayCost: "nothing much",
  price: 1,
  appliesTo: ({ augmentation }) => !augmentation.some((entry) => "random-erasing" in entry),
  apply: (config) =>
    config.augmentation.some((entry) => "random-erasing" in entry)
      ? config
      : parseConfig({ ...config, augmentation: [...config.augmentation, { "random-erasing": 0.25 }] }),
});

import type { AugmentationEntry } from "../../config/augmentation.ts";
import { parseConfig } from "../../config/config.ts";
import { defineRemedy } from "../remedy.ts";

const more = 0.1;

/** A little more change of light: costs as much as a remedy, and has nothing to do with how gradients flow. */
export const otherBrightness = defineRemedy({
  id: "other-brightness",
  kind: "placebo",
  summary: "the brightness of training photos varies by 0.1 more",
  mayCost: "nothing much",
  price: 1,
  appliesTo: ({ augmentation }) => changed(augmentation) !== undefined,
  apply: (config) => {
    const augmentation = changed(config.augmentation);
    return augmentation === undefined ? config : parseConfig({ ...config, augmentation });
  },
});

/** undefined where the brightness varies as much as it may. */
function changed(augmentation: readonly AugmentationEntry[]): readonly AugmentationEntry[] | undefined {
  const place = augmentation.findIndex((entry) => "brightness" in entry);
  if (place === -1) return [...augmentation, { brightness: more }];
  const options = augmentation[place]!["brightness"] as { readonly change: number };
  const change = Number((options.change + more).toPrecision(12));
  if (change > 1) return undefined;
  return augmentation.map((entry, i) => (i === place ? { brightness: { ...options, change } } : entry));
}

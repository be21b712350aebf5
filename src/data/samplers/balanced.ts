import { z } from "zod";
import { evenly, poolsBy } from "./pools.ts";
import { defineSampler } from "./sampler.ts";

/**
 * Each class as often as every other: an epoch shows ceil(photos / classes) photos of each class that has training
 * photos, in random order. So an epoch is about as long as with `shuffle`; photos of a rare class come several times in it
 * (with other augmentations), those of a common class not all, but as often as each other over the epochs.
 *
 * Source  Japkowicz & Stephen 2002, "The class imbalance problem: a systematic study", random over- and under-sampling
 */
export const balanced = defineSampler({
  id: "balanced",
  summary: "Shows each class as often as every other.",
  schema: z.strictObject({}),
  order: ({ photos, labels, seed, epoch }) =>
    evenly(
      poolsBy(photos, (photo) => String(labels[photo])),
      seed,
      epoch,
    ),
});

import { z } from "zod";
import { draws, permutation } from "../../base/random.ts";
import { defineSampler } from "./sampler.ts";

/** Each training photo once an epoch, in an order that the seed and the epoch decide. */
export const shuffle = defineSampler({
  id: "shuffle",
  summary: "Shows each photo once an epoch, in random order.",
  schema: z.strictObject({}),
  order: ({ photos, seed, epoch }) =>
    permutation(photos.length, draws(seed, "shuffle", epoch)).map((place) => photos[place]!),
});

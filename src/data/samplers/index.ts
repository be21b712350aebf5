import type { Sampler } from "./sampler.ts";
import { shuffle } from "./shuffle.ts";

/** Every sampler, by the id that a config names. */
export const samplers: readonly Sampler[] = [shuffle];

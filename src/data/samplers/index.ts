import { balanced } from "./balanced.ts";
import { quota } from "./quota.ts";
import type { Sampler } from "./sampler.ts";
import { shuffle } from "./shuffle.ts";
import { stratum } from "./stratum.ts";

/** Every sampler, by the id that a config names. */
export const samplers: readonly Sampler[] = [shuffle, balanced, quota, stratum];

const byId = new Map(samplers.map((sampler) => [sampler.id, sampler]));

/** The sampler that a config calls `id`, or undefined. */
export function findSampler(id: string): Sampler | undefined {
  return byId.get(id);
}

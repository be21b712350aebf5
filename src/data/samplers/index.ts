import type { Sampler } from "./sampler.ts";
import { shuffle } from "./shuffle.ts";

/** Every sampler, by the id that a config names. */
export const samplers: readonly Sampler[] = [shuffle];

const byId = new Map(samplers.map((sampler) => [sampler.id, sampler]));

/** The sampler that a config calls `id`, or undefined. */
export function findSampler(id: string): Sampler | undefined {
  return byId.get(id);
}

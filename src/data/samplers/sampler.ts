import type { z } from "zod";

/** What a sampler may look at to choose the photos of an epoch. */
export interface SamplerInput {
  /** Indices of the training photos, ascending. */
  readonly photos: Uint32Array;
  /** Of all photos of the data set. */
  readonly labels: Uint16Array;
  readonly classes: readonly string[];
  /** What a CSV tells of each photo of the data set, by column. */
  readonly metadata: (photo: number) => Readonly<Record<string, string>>;
  /** Photos in a step. */
  readonly batch: number;
  readonly seed: number;
  /** From 0. */
  readonly epoch: number;
}

/** Decides which training photos an epoch shows, and in which order. */
export interface Sampler<Options = unknown> {
  /** What a config calls it, such as "shuffle". */
  readonly id: string;
  /** One sentence for `wrasse list` and the documentation. */
  readonly summary: string;
  readonly schema: z.ZodType<Options>;
  /**
   * The same for the same input; photos may come more than once, or not at all. Every epoch is as long as the first one:
   * a training's schedule counts on it.
   */
  order(input: SamplerInput, options: Options): Uint32Array;
}

export function defineSampler<Options>(sampler: Sampler<Options>): Sampler<Options> {
  return Object.freeze(sampler);
}

import type { z } from "zod";

/** What a sampler may look at to choose the photos of an epoch. */
export interface SamplerInput {
  /** Indices of the training photos, ascending. */
  readonly photos: Uint32Array;
  /** Of all photos of the data set. */
  readonly labels: Uint16Array;
  readonly classes: number;
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
  /** The same for the same input; photos may come more than once, or not at all. */
  order(input: SamplerInput, options: Options): Uint32Array;
}

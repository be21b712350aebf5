import type { z } from "zod";
import type { Draws } from "../base/random.ts";
import type { Shape } from "../graph/tensor.ts";

/** How many inputs feed one output of a layer, and how many outputs one input feeds. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** A way to make a layer's first weights. */
export interface Initializer<Options = unknown> {
  /** What a config calls it, such as "he-normal". */
  readonly id: string;
  /** One sentence for `wrasse list` and the documentation. */
  readonly summary: string;
  readonly schema: z.ZodType<Options>;
  /** Row-major numbers for a weight of this shape. The numbers come from `rng` alone. */
  readonly fill: (shape: Shape, fans: Fans, rng: Draws, options: Options) => Float32Array;
}

/** An initialiser with its options, as a config chose it. */
export interface InitializerChoice {
  readonly fill: (shape: Shape, fans: Fans, rng: Draws) => Float32Array;
}

export function defineInitializer<Options>(initializer: Initializer<Options>): Initializer<Options> {
  return Object.freeze(initializer);
}

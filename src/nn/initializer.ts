import type { z } from "zod";
import type { Draws } from "../base/random.ts";
import type { Shape } from "../graph/tensor.ts";

/** How many inputs feed one output of a layer, and how many outputs one input feeds. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** A way to make a layer's first weights. */
export interface Initializer<Schema extends z.ZodObject = z.ZodObject> {
  /** What a config calls it, such as "he-normal". */
  readonly id: string;
  /** One sentence for `wrasse list` and the documentation. */
  readonly summary: string;
  /** A strict object of options; `name` is not among them. */
  readonly schema: Schema;
  /** Row-major numbers for a weight of this shape. The numbers come from `rng` alone. */
  readonly fill: (shape: Shape, fans: Fans, rng: Draws, options: z.output<Schema>) => Float32Array;
}

/** Declares an initialiser; the type of its options is known inside it only. */
export function defineInitializer<Schema extends z.ZodObject>(initializer: Initializer<Schema>): Initializer {
  return Object.freeze(initializer) as unknown as Initializer;
}

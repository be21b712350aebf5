import type { Optimizer } from "../optimizer.ts";
import { adam } from "./adam.ts";
import { adamw } from "./adamw.ts";
import { rmsprop } from "./rmsprop.ts";
import { sgd } from "./sgd.ts";

/** Every optimiser. */
export const optimizers: readonly Optimizer[] = [sgd, adam, adamw, rmsprop];

const byId = new Map(optimizers.map((optimizer) => [optimizer.id, optimizer]));

/** The optimiser that a config calls `id`, or undefined. */
export function findOptimizer(id: string): Optimizer | undefined {
  return byId.get(id);
}

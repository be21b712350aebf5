import type { z } from "zod";
import type { Value } from "../graph/graph.ts";

/** A loss over a batch. */
export interface Loss<Options = unknown> {
  readonly id: string;
  readonly summary: string;
  readonly schema: z.ZodType<Options>;
  /**
   * Adds the loss to the graph.
   * @param logits [N, classes]
   * @param targets [N, classes]: one-hot, or a mixture of classes that adds up to 1
   * @param classCounts how often each class is in the training part, [classes], for weights that depend on it
   * @returns the loss of each photo, [N], and the number to divide their sum by (a scalar) for the batch's loss
   */
  readonly build: (
    logits: Value,
    targets: Value,
    options: Options,
    classCounts: readonly number[],
  ) => { readonly each: Value; readonly divisor: Value };
  /** Class probabilities from logits, [N, classes]. */
  readonly probabilities: (logits: Value) => Value;
}

export function defineLoss<Options>(loss: Loss<Options>): Loss<Options> {
  return Object.freeze(loss);
}

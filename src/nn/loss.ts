import type { z } from "zod";
import type { Value } from "../graph/graph.ts";

/** The loss of each photo of a batch. The batch's loss is the sum of `each` over the sum of `weights`. */
export interface PhotoLosses {
  /** [N] */
  readonly each: Value;
  /** How much each photo counts, [N]; left out when all count 1. */
  readonly weights?: Value;
}

/** A last layer that gives another number of outputs than there are classes. */
export interface Head {
  /** How many numbers the last layer gives for each photo: what `dense: classes` stands for. */
  readonly units: number;
  /** [N, units] -> logits [N, classes] */
  logits(output: Value, classes: number): Value;
}

/** A loss over a batch. */
export interface Loss<Options = unknown> {
  /** What a config calls it, such as "cross-entropy". */
  readonly id: string;
  /** One sentence for `wrasse list` and the documentation. */
  readonly summary: string;
  readonly schema: z.ZodType<Options>;
  /** Left out by losses that take one output for each class. */
  readonly head?: Head;
  /**
   * Adds the loss to the graph.
   * @param logits [N, classes]
   * @param targets [N, classes]: one-hot, or a mixture of classes that adds up to 1
   * @param classCounts how often each class is in the training part, [classes], for weights that depend on it
   */
  build(logits: Value, targets: Value, options: Options, classCounts: readonly number[]): PhotoLosses;
  /** Set by losses of one sigmoid for each class, whose probabilities need not add up to 1; the others take a softmax. */
  readonly hasSigmoids?: true;
  /** Probabilities from logits, [N, classes]. */
  probabilities(logits: Value): Value;
}

/** A loss with its options, checked and with defaults. */
export interface LossChoice {
  readonly loss: Loss;
  readonly options: unknown;
}

export function defineLoss<Options>(loss: Loss<Options>): Loss<Options> {
  return Object.freeze(loss);
}

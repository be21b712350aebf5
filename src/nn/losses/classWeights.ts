import { z } from "zod";
import { WrasseError } from "../../base/errors.ts";
import type { Value } from "../../graph/graph.ts";
import { mul } from "../../graph/ops/mul.ts";
import { reduceSum } from "../../graph/ops/reduceSum.ts";
import { tensorOf } from "../../graph/tensor.ts";
import type { PhotoLosses } from "../loss.ts";

const effectiveNumber = z
  .number()
  .gt(0)
  .lt(1)
  .describe(
    "beta: how much a further photo of a class still adds, 0 to below 1; near 1 it is nearly balanced; 0.999 is usual",
  );

/** How much each class counts: alike, by rarity, by the effective number of its photos, or as given. */
export const classWeightsOption = z.union([
  z.enum(["none", "balanced"]),
  z.strictObject({ effectiveNumber }),
  z
    .array(z.number().min(0))
    .min(2)
    .refine((weights) => weights.some((weight) => weight > 0), "at least one class needs a weight above 0"),
]);

export type ClassWeights = z.infer<typeof classWeightsOption>;

/** The option of losses in which a photo counts by its class. */
export const photoWeightsOption = classWeightsOption
  .default("none")
  .describe(
    'how much each class counts: "none" (alike), "balanced" (photos / (classes * photos of the class)), { effectiveNumber: beta } (in proportion to (1 - beta) / (1 - beta^photos)), or one number for each class; default "none"',
  );

/** What weights are made from. */
interface ClassCount {
  /** How often the class is in the training part; above 0. */
  readonly count: number;
  /** Of all classes. */
  readonly photos: number;
  readonly classes: number;
}

/** How rarity becomes a weight. */
export interface Weighing {
  readonly balanced: (of: ClassCount) => number;
  readonly effectiveNumber: (of: ClassCount, beta: number) => number;
}

/**
 * A weight for each class, or undefined when all count alike.
 *
 * @param counts how often each class is in the training part
 * @throws WrasseError "class-weights-wrong-count" when a given list has another length than there are classes
 */
export function weightsOf(
  choice: ClassWeights,
  counts: readonly number[],
  { balanced, effectiveNumber }: Weighing,
): readonly number[] | undefined {
  if (choice === "none") return undefined;
  if (choice === "balanced" || "effectiveNumber" in choice) {
    const photos = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count) => {
      // A class without training photos never is a target: its weight has no effect, but must be a number.
      if (count === 0) return 1;
      const of = { count, photos, classes: counts.length };
      return choice === "balanced" ? balanced(of) : effectiveNumber(of, choice.effectiveNumber);
    });
  }
  if (choice.length !== counts.length) {
    throw new WrasseError("class-weights-wrong-count", {
      at: "loss.classWeights",
      expected: `${counts.length} weights, one for each class`,
      got: `${choice.length}`,
      hint: "give one weight for each class in the order of the class names, or balanced",
    });
  }
  return choice;
}

/** The volume that photos of a class cover, as each new one overlaps those before it: (1 - beta^count) / (1 - beta). */
export function effectiveCount(count: number, beta: number): number {
  return (1 - beta ** count) / (1 - beta);
}

/**
 * A weight for each photo from its class, as losses with one class for each photo count them; undefined when all count
 * alike. Only the ratios of the weights matter, as a batch's loss divides by their sum.
 *
 * Source  King & Zeng 2001, "Logistic regression in rare events data", for balanced weights, as scikit-learn has them;
 *         Cui et al. 2019, "Class-balanced loss based on effective number of samples", eq. 2 and section 4
 */
export function classWeightRow(choice: ClassWeights, targets: Value, counts: readonly number[]): Value | undefined {
  const weights = weightsOf(choice, counts, {
    balanced: ({ count, photos, classes }) => photos / (classes * count),
    effectiveNumber: ({ count }, beta) => 1 / effectiveCount(count, beta),
  });
  return weights && targets.graph.constant(tensorOf("float32", [1, weights.length], weights));
}

/** Losses of photos that count by their class: each loss times the mean weight of its target's classes. */
export function weighPhotos(each: Value, targets: Value, choice: ClassWeights, counts: readonly number[]): PhotoLosses {
  const row = classWeightRow(choice, targets, counts);
  if (row === undefined) return { each };
  const weights = reduceSum(mul(targets, row), [1], { keepdims: 0 });
  return { each: mul(each, weights), weights };
}

import { z } from "zod";
import { WrasseError } from "../../base/errors.ts";

/** How much each class counts: alike, by rarity, or as given. */
export const classWeightsOption = z.union([
  z.enum(["none", "balanced"]),
  z
    .array(z.number().min(0))
    .min(2)
    .refine((weights) => weights.some((weight) => weight > 0), "at least one class needs a weight above 0"),
]);

export type ClassWeights = z.infer<typeof classWeightsOption>;

/**
 * A weight for each class, or undefined when all count alike.
 *
 * @param counts how often each class is in the training part
 * @param balanced the weight of a class from its count, the number of photos and the number of classes
 * @throws WrasseError "class-weights-wrong-count" when a given list has another length than there are classes
 */
export function weightsOf(
  at: string,
  choice: ClassWeights,
  counts: readonly number[],
  balanced: (count: number, photos: number, classes: number) => number,
): readonly number[] | undefined {
  if (choice === "none") return undefined;
  if (choice === "balanced") {
    const photos = counts.reduce((sum, count) => sum + count, 0);
    // A class without training photos never is a target: its weight has no effect, but must be a number.
    return counts.map((count) => (count === 0 ? 1 : balanced(count, photos, counts.length)));
  }
  if (choice.length !== counts.length) {
    throw new WrasseError("class-weights-wrong-count", {
      at,
      expected: `${counts.length} weights, one for each class`,
      got: `${choice.length}`,
      hint: "give one weight for each class in the order of the class names, or balanced",
    });
  }
  return choice;
}

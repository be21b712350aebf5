import { WrasseError } from "../../base/errors.ts";

/**
 * How often each true class was taken for each class.
 *
 * @param labels [n] true classes, 0..classCount-1
 * @param predictions [n] predicted classes, 0..classCount-1
 * @returns [classCount, classCount] counts: a row for each true class, a column for each predicted one
 * @throws WrasseError "lengths-differ", "label-out-of-range"
 * @example confusionMatrix([0, 1, 1], [0, 0, 1], 2) // [[1, 0], [1, 1]]
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classCount: number,
): number[][] {
  if (labels.length !== predictions.length) {
    throw new WrasseError("lengths-differ", {
      expected: `${labels.length} predictions, one for each label`,
      got: predictions.length,
    });
  }
  const counts = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (let i = 0; i < labels.length; i += 1) {
    checkClass(labels[i]!, classCount, `labels[${i}]`);
    checkClass(predictions[i]!, classCount, `predictions[${i}]`);
    counts[labels[i]!]![predictions[i]!]! += 1;
  }
  return counts;
}

/** Refuses what is not the number of a class. */
export function checkClass(label: number, classCount: number, at: string): void {
  if (Number.isInteger(label) && label >= 0 && label < classCount) return;
  throw new WrasseError("label-out-of-range", {
    at,
    expected: `a whole number in 0..${classCount - 1}`,
    got: label,
    hint: "check that the labels belong to the same list of classes as the model",
  });
}

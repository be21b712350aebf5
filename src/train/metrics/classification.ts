/** How well one class is recognised. Ratios are 0..1; null where there is nothing to take a ratio of. */
export interface ClassScores {
  /** How many samples of the class there are (support). */
  readonly n: number;
  /** Of those taken for the class, the share that is; null when none was taken for it. */
  readonly precision: number | null;
  /** Of those of the class, the share that was found. */
  readonly recall: number | null;
  /** The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN). */
  readonly f1: number | null;
}

/**
 * The share of samples on the diagonal of a confusion matrix, 0..1; null when the matrix is empty.
 *
 * @param confusion [classes, classes] rows true, columns predicted
 */
export function accuracyOf(confusion: readonly (readonly number[])[]): number | null {
  const total = confusion.reduce((sum, row) => sum + sumOf(row), 0);
  const right = confusion.reduce((sum, row, label) => sum + row[label]!, 0);
  return ratio(right, total);
}

/**
 * Precision, recall and F1 of each class. A class without samples has only nulls: what was taken for it is counted
 * against the classes that it was taken from.
 *
 * @param confusion [classes, classes] rows true, columns predicted
 */
export function classScores(confusion: readonly (readonly number[])[]): ClassScores[] {
  return confusion.map((row, label) => {
    const n = sumOf(row);
    if (n === 0) return { n, precision: null, recall: null, f1: null };
    const found = row[label]!;
    const taken = confusion.reduce((sum, other) => sum + other[label]!, 0);
    return { n, precision: ratio(found, taken), recall: ratio(found, n), f1: ratio(2 * found, n + taken) };
  });
}

/** Means over classes, each class weighing the same. */
export interface MacroScores {
  readonly precision: number | null;
  /** Also called balanced accuracy. */
  readonly recall: number | null;
  readonly f1: number | null;
}

/**
 * Means over the classes that have samples. A class that nothing was taken for adds a precision of 0: it was not found,
 * and leaving it out would reward a model for giving up on it (scikit-learn's `zero_division=0`).
 */
export function macroScores(scores: readonly ClassScores[]): MacroScores {
  const present = scores.filter(({ n }) => n > 0);
  return {
    precision: meanOfKnown(present.map(({ precision }) => precision ?? 0)),
    recall: meanOfKnown(present.map(({ recall }) => recall)),
    f1: meanOfKnown(present.map(({ f1 }) => f1)),
  };
}

/** The mean of the values that are known; null when none is. */
export function meanOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return ratio(sumOf(known), known.length);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

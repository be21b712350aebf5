import { brierScore, calibrationError, checkProbabilities, negativeLogLikelihood } from "./calibration.ts";
import { accuracyOf, type ClassScores, classScores, macroScores, meanOfKnown } from "./classification.ts";
import { confusionMatrix } from "./confusionMatrix.ts";
import { delong } from "./delong.ts";
import { likeliest } from "./likeliest.ts";
import { type Interval, wilsonInterval } from "./wilson.ts";

/** How well one class is recognised, and how surely that is known. Null where the samples do not tell. */
export interface ClassEvaluation extends ClassScores {
  readonly name: string;
  /** Wilson's, 95 %. */
  readonly recallInterval: Interval | null;
  /** ROC AUC of this class against all others; null when either side has no sample. */
  readonly auc: number | null;
  /** DeLong's, 95 %. */
  readonly aucInterval: Interval | null;
}

/** How well a classifier does on a part of the data. Plain data, the same as JSON; fractions are 0..1. */
export interface Evaluation {
  /** How many samples. */
  readonly n: number;
  readonly accuracy: number;
  /** Wilson's, 95 %. */
  readonly accuracyInterval: Interval;
  /** Mean of the ROC AUC of the classes that have one. */
  readonly macroAuc: number | null;
  readonly perClass: readonly ClassEvaluation[];
  readonly macroPrecision: number | null;
  readonly macroRecall: number | null;
  readonly macroF1: number | null;
  /** Cross-entropy in nats, without class weights or label smoothing. */
  readonly loss: number;
  /** Expected calibration error, 15 bins. */
  readonly calibrationError: number;
  /** Brier score, 0..2. */
  readonly brierScore: number;
  /** [true class][predicted class] counts, in the order of `perClass`. */
  readonly confusion: readonly (readonly number[])[];
}

/** A classifier's answers with the truth. */
export interface Answers {
  /** [n * classes] row by row, 0..1. */
  readonly probabilities: ArrayLike<number>;
  /** [n] true classes, as places in `classes`. */
  readonly labels: ArrayLike<number>;
  /** Names of the classes, in the order of the columns. */
  readonly classes: readonly string[];
}

/**
 * Everything that is measured of a classifier on one part of the data.
 *
 * The predicted class is the one of highest probability, the first of them on a tie. A class without samples in this part
 * gives nulls and is left out of the means.
 *
 * @throws WrasseError "no-samples", "lengths-differ", "probability-out-of-range", "label-out-of-range"
 */
export function evaluateClassifier({ probabilities, labels, classes }: Answers): Evaluation {
  const classCount = classes.length;
  checkProbabilities(probabilities, labels, classCount);
  const n = labels.length;
  const predictions = Array.from({ length: n }, (_, i) => likeliest(probabilities, i, classCount));
  const confidence = predictions.map((label, i) => Math.min(1, probabilities[i * classCount + label]!));
  const correct = predictions.map((label, i) => (label === labels[i] ? 1 : 0));
  const confusion = confusionMatrix(labels, predictions, classCount);
  const scores = classScores(confusion);
  const perClass = classes.map((name, label): ClassEvaluation => {
    const column = Array.from({ length: n }, (_, i) => probabilities[i * classCount + label]!);
    const isClass = Array.from({ length: n }, (_, i) => (labels[i] === label ? 1 : 0));
    const estimate = delong(column, isClass);
    return {
      name,
      ...scores[label]!,
      recallInterval: wilsonInterval(confusion[label]![label]!, scores[label]!.n),
      auc: estimate?.auc ?? null,
      aucInterval: estimate?.interval ?? null,
    };
  });
  const macro = macroScores(scores);
  return {
    n,
    accuracy: accuracyOf(confusion)!,
    accuracyInterval: wilsonInterval(sum(correct), n)!,
    macroAuc: meanOfKnown(perClass.map(({ auc }) => auc)),
    perClass,
    macroPrecision: macro.precision,
    macroRecall: macro.recall,
    macroF1: macro.f1,
    loss: negativeLogLikelihood(probabilities, labels, classCount),
    calibrationError: calibrationError(confidence, correct),
    brierScore: brierScore(probabilities, labels, classCount),
    confusion,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

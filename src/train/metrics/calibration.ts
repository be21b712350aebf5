import { WrasseError } from "../../base/errors.ts";
import { checkClass } from "./confusionMatrix.ts";

/**
 * Expected calibration error of top-1 predictions: how far confidence is from accuracy, averaged over bins. Biased
 * upwards for small n: compare it between models on the same samples, rather than with 0.
 *
 * @param confidence [n] probability of the predicted class, 0..1
 * @param correct [n] 1 where the prediction was right, else 0
 * @param bins equal-width bins over 0..1 (default 15)
 * @returns 0..1, a fraction; 0 is calibrated. Empty bins weigh nothing; a value on an edge falls in the lower bin.
 * @throws WrasseError "lengths-differ", "no-samples", "probability-out-of-range"
 * @source  Guo et al. 2017, "On Calibration of Modern Neural Networks", equation 3
 * @example calibrationError([0.9, 0.6], [1, 0]) // 0.35
 */
export function calibrationError(confidence: ArrayLike<number>, correct: ArrayLike<number>, bins = 15): number {
  const n = confidence.length;
  if (correct.length !== n) {
    throw new WrasseError("lengths-differ", { expected: `${n} marks, one for each confidence`, got: correct.length });
  }
  if (n === 0) throw new WrasseError("no-samples", { expected: "one prediction or more", got: 0 });
  // Confidence less correctness, summed by bin: its size over n is the bin's weight times its gap.
  const excess = new Float64Array(bins);
  for (let i = 0; i < n; i += 1) {
    const value = confidence[i]!;
    if (!(value >= 0 && value <= 1)) {
      throw new WrasseError("probability-out-of-range", {
        at: `confidence[${i}]`,
        expected: "a probability in 0..1",
        got: String(value),
      });
    }
    excess[binOf(value, bins)]! += value - correct[i]!;
  }
  return excess.reduce((sum, value) => sum + Math.abs(value), 0) / n;
}

/** The bin (k / bins, (k + 1) / bins] that holds a value; 0 falls in the first. */
export function binOf(value: number, bins: number): number {
  return Math.max(0, Math.ceil(value * bins) - 1);
}

/**
 * Brier score of class probabilities: the squared distance to the one-hot truth, summed over classes, averaged over samples.
 *
 * @param probabilities [n * classCount] row by row, 0..1
 * @param labels [n] true classes, 0..classCount-1
 * @returns 0..2; 0 is perfect
 * @source  Brier 1950, "Verification of forecasts expressed in terms of probability", equation 2
 */
export function brierScore(probabilities: ArrayLike<number>, labels: ArrayLike<number>, classCount: number): number {
  checkProbabilities(probabilities, labels, classCount);
  let sum = 0;
  for (let i = 0; i < labels.length; i += 1) {
    for (let label = 0; label < classCount; label += 1) {
      const truth = labels[i] === label ? 1 : 0;
      sum += (probabilities[i * classCount + label]! - truth) ** 2;
    }
  }
  return sum / labels.length;
}

/** The smallest normal float32: a probability below it has lost its digits, and one of 0 would make the loss infinite. */
const smallestProbability = 2 ** -126;

/**
 * Mean negative logarithm of the probability given to the true class: the cross-entropy loss, without class weights.
 *
 * @param probabilities [n * classCount] row by row, 0..1; below 2^-126 they count as that, which adds 87.3
 * @param labels [n] true classes, 0..classCount-1
 * @returns nats, 0 or more
 */
export function negativeLogLikelihood(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  classCount: number,
): number {
  checkProbabilities(probabilities, labels, classCount);
  let sum = 0;
  for (let i = 0; i < labels.length; i += 1) {
    sum -= Math.log(Math.max(smallestProbability, probabilities[i * classCount + labels[i]!]!));
  }
  return sum / labels.length;
}

/**
 * Refuses tables of probabilities that cannot be scored.
 *
 * @throws WrasseError "no-samples", "lengths-differ", "probability-out-of-range", "label-out-of-range"
 */
export function checkProbabilities(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  classCount: number,
): void {
  if (labels.length === 0) throw new WrasseError("no-samples", { expected: "one sample or more", got: 0 });
  if (probabilities.length !== labels.length * classCount) {
    throw new WrasseError("lengths-differ", {
      at: "probabilities",
      expected: `${labels.length} x ${classCount} probabilities`,
      got: probabilities.length,
    });
  }
  for (let i = 0; i < probabilities.length; i += 1) {
    // A softmax in float32 may pass 1 by a rounding error.
    if (!(probabilities[i]! >= 0 && probabilities[i]! <= 1 + 1e-5)) {
      throw new WrasseError("probability-out-of-range", {
        at: `probabilities of sample ${Math.floor(i / classCount)}, class ${i % classCount}`,
        expected: "a probability in 0..1",
        got: String(probabilities[i]),
        hint: "check that training did not diverge, and that these are probabilities, not logits",
      });
    }
  }
  for (let i = 0; i < labels.length; i += 1) checkClass(labels[i]!, classCount, `labels[${i}]`);
}

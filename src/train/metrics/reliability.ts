import { binOf } from "./calibration.ts";
import { likeliest } from "./likeliest.ts";
import { type Interval, wilsonInterval } from "./wilson.ts";

/** Predictions of about one confidence. */
export interface ReliabilityBin {
  /** The bin holds confidences above `from`, up to `to`. */
  readonly from: number;
  readonly to: number;
  readonly n: number;
  /** Mean confidence, 0..1. */
  readonly confidence: number;
  /** Share that was right, 0..1. */
  readonly accuracy: number;
  /** Of the accuracy; Wilson's, 95 %. */
  readonly interval: Interval;
}

/**
 * How often predictions of each confidence are right: the bins of a reliability diagram.
 *
 * @param probabilities [n * classes] row by row, 0..1
 * @param labels [n] true classes
 * @param bins equal-width bins over 0..1 (default 10)
 * @returns those bins that hold a prediction, in rising order
 * @source  DeGroot & Fienberg 1983, "The comparison and evaluation of forecasters"; Guo et al. 2017, section 2
 */
export function reliabilityOf(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  bins = 10,
): readonly ReliabilityBin[] {
  const classCount = probabilities.length / labels.length;
  const sums = Array.from({ length: bins }, () => ({ n: 0, confidence: 0, right: 0 }));
  for (let row = 0; row < labels.length; row += 1) {
    const predicted = likeliest(probabilities, row, classCount);
    // A softmax in float32 may pass 1 by a rounding error.
    const confidence = Math.min(1, probabilities[row * classCount + predicted]!);
    const sum = sums[binOf(confidence, bins)]!;
    sum.n += 1;
    sum.confidence += confidence;
    if (predicted === labels[row]) sum.right += 1;
  }
  return sums.flatMap(({ n, confidence, right }, i) =>
    n === 0
      ? []
      : [
          {
            from: i / bins,
            to: (i + 1) / bins,
            n,
            confidence: confidence / n,
            accuracy: right / n,
            interval: wilsonInterval(right, n)!,
          },
        ],
  );
}

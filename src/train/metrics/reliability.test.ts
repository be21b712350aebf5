import { expect, test } from "vitest";
import { draws } from "../../base/random.ts";
import { calibrationError } from "./calibration.ts";
import { likeliest } from "./likeliest.ts";
import { type ReliabilityBin, reliabilityOf } from "./reliability.ts";

test("its bins hold every prediction once, and their gaps are the calibration error", () => {
  const rng = draws(0, "test:reliability");
  const n = 200;
  const labels = Array.from({ length: n }, () => rng.below(2));
  const probabilities = labels.flatMap(() => {
    const first = rng.uniform();
    return [first, 1 - first];
  });
  const bins = reliabilityOf(probabilities, labels, 15);
  expect(bins.reduce((sum, bin) => sum + bin.n, 0)).toBe(n);
  const predicted = labels.map((_, row) => likeliest(probabilities, row, 2));
  const confidence = predicted.map((label, row) => probabilities[row * 2 + label]!);
  const correct = predicted.map((label, row) => (label === labels[row] ? 1 : 0));
  expect(calibrationGap(bins)).toBeCloseTo(calibrationError(confidence, correct, 15), 12);
  for (const { from, to, confidence: mean, accuracy, interval } of bins) {
    expect(mean).toBeGreaterThan(from - 1e-12);
    expect(mean).toBeLessThanOrEqual(to);
    expect(accuracy).toBeGreaterThanOrEqual(interval[0]);
    expect(accuracy).toBeLessThanOrEqual(interval[1]);
  }
});

test("a confidence of 1, or a rounding error above it, falls in the last bin", () => {
  expect(reliabilityOf([1 + 1e-6, 0], [0])).toMatchObject([{ from: 0.9, to: 1, n: 1, confidence: 1, accuracy: 1 }]);
});

/** How far confidence is from accuracy, averaged over the bins' predictions: the calibration error with these bins, 0..1. */
function calibrationGap(bins: readonly ReliabilityBin[]): number {
  const photos = bins.reduce((sum, { n }) => sum + n, 0);
  return bins.reduce((sum, { n, confidence, accuracy }) => sum + n * Math.abs(confidence - accuracy), 0) / photos;
}

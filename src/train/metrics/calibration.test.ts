import fc from "fast-check";
import { expect, test } from "vitest";
import reference from "../../../test/fixtures/metrics.json" with { type: "json" };
import { brierScore, calibrationError, negativeLogLikelihood } from "./calibration.ts";

test("the Brier score and the loss are those of NumPy", () => {
  for (const { classCount, labels, probabilities, ...expected } of reference.classifiers) {
    expect(brierScore(probabilities, labels, classCount)).toBeCloseTo(expected.brierScore, 12);
    expect(negativeLogLikelihood(probabilities, labels, classCount)).toBeCloseTo(expected.loss, 12);
  }
});

test("the example of the docstring, and a calibrated and a wholly wrong model", () => {
  expect(calibrationError([0.9, 0.6], [1, 0])).toBeCloseTo(0.35, 12);
  expect(calibrationError([0.75, 0.75, 0.75, 0.75], [1, 1, 1, 0])).toBeCloseTo(0, 12);
  expect(calibrationError([1, 1], [0, 0])).toBe(1);
});

test("with one bin it is the gap between mean confidence and accuracy; more bins never make it smaller", () => {
  const answers = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1)), {
    minLength: 1,
  });
  fc.assert(
    fc.property(answers, (pairs) => {
      const confidence = pairs.map(([value]) => value);
      const correct = pairs.map(([, right]) => right);
      const gap = Math.abs(pairs.reduce((sum, [value, right]) => sum + value - right, 0)) / pairs.length;
      expect(calibrationError(confidence, correct, 1)).toBeCloseTo(gap, 12);
      expect(calibrationError(confidence, correct, 15)).toBeGreaterThanOrEqual(gap - 1e-12);
      expect(calibrationError(confidence, correct, 15)).toBeLessThanOrEqual(1);
    }),
  );
});

test("a value on an edge falls in the lower bin, and 0 in the first", () => {
  // Halves: 0.5 shares the bin of 0.25, so their gaps (+0.5 and -0.75) meet before the size is taken.
  expect(calibrationError([0.5, 0.25], [0, 1], 2)).toBeCloseTo(0.125, 12);
  expect(calibrationError([0, 0.25], [1, 0], 2)).toBeCloseTo(0.375, 12);
});

test("certainty in a wrong class costs a finite loss", () => {
  expect(negativeLogLikelihood([0, 1], [0], 2)).toBeCloseTo(126 * Math.LN2, 12);
  expect(brierScore([0, 1], [0], 2)).toBe(2);
});

test("what cannot be scored is refused", () => {
  expect(() => calibrationError([], [])).toThrow(/no-samples/);
  expect(() => calibrationError([0.5], [])).toThrow(/lengths-differ/);
  expect(() => calibrationError([1.5], [1])).toThrow(/probability-out-of-range at confidence\[0\]/);
  expect(() => brierScore([0.5, 0.5, 1], [0], 2)).toThrow(/lengths-differ at probabilities/);
  expect(() => brierScore([0.5, Number.NaN], [0], 2)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: probability-out-of-range at probabilities of sample 0, class 1
      expected a probability in 0..1, got NaN
      try: check that training did not diverge, and that these are probabilities, not logits]
  `);
  expect(() => negativeLogLikelihood([3.1, -2], [0], 2)).toThrow(/not logits/);
  expect(() => negativeLogLikelihood([0.5, 0.5], [2], 2)).toThrow(/label-out-of-range at labels\[0\]/);
});

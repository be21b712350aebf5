import { expect, test } from "vitest";
import reference from "../../../test/fixtures/metrics.json" with { type: "json" };
import { accuracyOf, classScores, macroScores, meanOfKnown } from "./classification.ts";

test("scores are scikit-learn's", () => {
  for (const expected of reference.classifiers) {
    const scores = classScores(expected.confusion);
    scores.forEach(({ n, precision, recall, f1 }, label) => {
      expect(n).toBe(expected.support[label]);
      expect(precision).toBeCloseTo(expected.precision[label]!, 12);
      expect(recall).toBeCloseTo(expected.recall[label]!, 12);
      expect(f1).toBeCloseTo(expected.f1[label]!, 12);
    });
    const macro = macroScores(scores);
    expect(accuracyOf(expected.confusion)).toBeCloseTo(expected.accuracy, 12);
    expect(macro.precision).toBeCloseTo(expected.macroPrecision, 12);
    expect(macro.recall).toBeCloseTo(expected.macroRecall, 12);
    expect(macro.f1).toBeCloseTo(expected.macroF1, 12);
  }
});

test("a class that is never predicted has no precision, but weighs in the mean as 0", () => {
  const scores = classScores([
    [4, 0],
    [2, 0],
  ]);
  expect(scores[1]).toEqual({ n: 2, precision: null, recall: 0, f1: 0 });
  expect(macroScores(scores)).toEqual({ precision: (4 / 6 + 0) / 2, recall: 0.5, f1: 0.4 });
});

test("a class without samples has nulls and weighs nothing", () => {
  const scores = classScores([
    [3, 1],
    [0, 0],
  ]);
  expect(scores[1]).toEqual({ n: 0, precision: null, recall: null, f1: null });
  expect(macroScores(scores)).toEqual({ precision: 1, recall: 0.75, f1: 6 / 7 });
});

test("an empty matrix has no accuracy and no means", () => {
  expect(
    accuracyOf([
      [0, 0],
      [0, 0],
    ]),
  ).toBeNull();
  expect(macroScores(classScores([[0]]))).toEqual({ precision: null, recall: null, f1: null });
  expect(meanOfKnown([null, 0.5, null, 1])).toBe(0.75);
});

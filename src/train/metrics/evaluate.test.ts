import { expect, test } from "vitest";
import reference from "../../../test/fixtures/metrics.json" with { type: "json" };
import { evaluateClassifier } from "./evaluate.ts";

function names(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `species-${i}`);
}

test("an evaluation has scikit-learn's figures", () => {
  for (const { classCount, labels, probabilities, ...expected } of reference.classifiers) {
    const evaluation = evaluateClassifier({
      probabilities: Float32Array.from(probabilities),
      labels,
      classes: names(classCount),
    });
    expect(evaluation.n).toBe(labels.length);
    expect(evaluation.confusion).toEqual(expected.confusion);
    expect(evaluation.accuracy).toBeCloseTo(expected.accuracy, 12);
    expect(evaluation.macroAuc).toBeCloseTo(expected.auc.reduce((a, b) => a + b) / classCount, 12);
    expect(evaluation.macroPrecision).toBeCloseTo(expected.macroPrecision, 12);
    expect(evaluation.macroRecall).toBeCloseTo(expected.macroRecall, 12);
    expect(evaluation.macroF1).toBeCloseTo(expected.macroF1, 12);
    expect(evaluation.loss).toBeCloseTo(expected.loss, 12);
    expect(evaluation.brierScore).toBeCloseTo(expected.brierScore, 12);
    expect(evaluation.calibrationError).toBeCloseTo(expected.calibrationError, 12);
  }
});

test("renaming the classes in another order moves their scores along and changes nothing else", () => {
  const { classCount, labels, probabilities } = reference.classifiers[1]!;
  const order = [2, 0, 1];
  const before = evaluateClassifier({ probabilities, labels, classes: names(classCount) });
  const after = evaluateClassifier({
    probabilities: labels.flatMap((_, i) => order.map((label) => probabilities[i * classCount + label]!)),
    labels: labels.map((label) => order.indexOf(label)),
    classes: order.map((label) => `species-${label}`),
  });
  expect(after.perClass).toEqual(order.map((label) => before.perClass[label]));
  expect(after.accuracyInterval).toEqual(before.accuracyInterval);
  expect(after.loss).toBeCloseTo(before.loss, 12);
});

test("a class without samples gives nulls, and the result survives JSON", () => {
  const evaluation = evaluateClassifier({
    probabilities: Float32Array.of(0.5, 0.25, 0.25, 0.25, 0.75, 0, 0.75, 0.25, 0),
    labels: [0, 1, 1],
    classes: ["angelfish", "butterflyfish", "clownfish"],
  });
  expect(evaluation.perClass[2]).toEqual({
    name: "clownfish",
    n: 0,
    precision: null,
    recall: null,
    f1: null,
    recallInterval: null,
    auc: null,
    aucInterval: null,
  });
  expect(evaluation.macroRecall).toBe(0.75);
  expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
});

test("a part with one class has no area, but an accuracy", () => {
  const evaluation = evaluateClassifier({ probabilities: [0.9, 0.1, 0.4, 0.6], labels: [0, 0], classes: ["a", "b"] });
  expect([evaluation.macroAuc, evaluation.accuracy, evaluation.perClass[0]!.auc]).toEqual([null, 0.5, null]);
});

test("the first of equally likely classes is the answer", () => {
  const evaluation = evaluateClassifier({ probabilities: [0.5, 0.5], labels: [0], classes: ["a", "b"] });
  expect(evaluation.confusion).toEqual([
    [1, 0],
    [0, 0],
  ]);
});

test("no samples and diverged models are refused", () => {
  expect(() => evaluateClassifier({ probabilities: [], labels: [], classes: ["a", "b"] })).toThrow(/no-samples/);
  expect(() => evaluateClassifier({ probabilities: [Number.NaN, 1], labels: [0], classes: ["a", "b"] })).toThrow(
    /probability-out-of-range at probabilities of sample 0, class 0/,
  );
});

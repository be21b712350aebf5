import fc from "fast-check";
import { expect, test } from "vitest";
import { confusionMatrix } from "./confusionMatrix.ts";

const answered = fc.integer({ min: 1, max: 6 }).chain((classCount) => {
  const label = fc.integer({ min: 0, max: classCount - 1 });
  return fc.record({ classCount: fc.constant(classCount), pairs: fc.array(fc.tuple(label, label), { maxLength: 40 }) });
});

test("rows count the true classes, columns the predicted ones", () => {
  fc.assert(
    fc.property(answered, ({ classCount, pairs }) => {
      const labels = pairs.map(([label]) => label);
      const predictions = pairs.map(([, prediction]) => prediction);
      const counts = confusionMatrix(labels, predictions, classCount);
      for (let a = 0; a < classCount; a += 1) {
        for (let b = 0; b < classCount; b += 1) {
          expect(counts[a]![b]).toBe(pairs.filter(([label, guess]) => label === a && guess === b).length);
        }
      }
    }),
  );
});

test("relabelling the classes permutes the matrix", () => {
  const labels = [0, 1, 2, 2, 1, 0, 2];
  const predictions = [0, 2, 2, 1, 1, 0, 0];
  const renamed = [2, 0, 1];
  const before = confusionMatrix(labels, predictions, 3);
  const after = confusionMatrix(
    labels.map((label) => renamed[label]!),
    predictions.map((label) => renamed[label]!),
    3,
  );
  for (const a of [0, 1, 2]) for (const b of [0, 1, 2]) expect(after[renamed[a]!]![renamed[b]!]).toBe(before[a]![b]);
});

test("a class that does not exist is refused with its place", () => {
  expect(() => confusionMatrix([0, 3], [0, 1], 3)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: label-out-of-range at labels[1]
      expected a whole number in 0..2, got 3
      try: check that the labels belong to the same list of classes as the model]
  `);
  expect(() => confusionMatrix([0, 1], [0, -1], 3)).toThrow(/label-out-of-range at predictions\[1\]/);
  expect(() => confusionMatrix([0.5], [0], 3)).toThrow(/label-out-of-range/);
  expect(() => confusionMatrix([0], [0, 1], 3)).toThrow(/lengths-differ/);
});

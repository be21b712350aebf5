import fc from "fast-check";
import { expect, test } from "vitest";
import reference from "../../../test/fixtures/metrics.json" with { type: "json" };
import { rocAuc } from "./rocAuc.ts";

/** Scores of a few levels, so that ties are common, each marked positive or not. */
const marked = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom(0, 1)), { minLength: 2, maxLength: 40 })
  .filter((pairs) => new Set(pairs.map(([, mark]) => mark)).size === 2);

test("areas are scikit-learn's, with ties", () => {
  for (const { classCount, labels, probabilities, auc } of reference.classifiers) {
    for (let label = 0; label < classCount; label += 1) {
      const scores = labels.map((_, i) => probabilities[i * classCount + label]!);
      const isClass = labels.map((other) => (other === label ? 1 : 0));
      expect(rocAuc(scores, isClass)).toBeCloseTo(auc[label]!, 12);
    }
  }
});

test("the area is the share of pairs in the right order, a tie counting one half", () => {
  fc.assert(
    fc.property(marked, (pairs) => {
      let wins = 0;
      let count = 0;
      for (const [positive, mark] of pairs) {
        for (const [negative, other] of pairs) {
          if (mark !== 1 || other !== 0) continue;
          wins += positive > negative ? 1 : positive === negative ? 0.5 : 0;
          count += 1;
        }
      }
      const scores = pairs.map(([score]) => score);
      const marks = pairs.map(([, mark]) => mark);
      expect(rocAuc(scores, marks)).toBeCloseTo(wins / count, 12);
    }),
  );
});

test("only the order of the scores matters, and turning it round mirrors the area", () => {
  fc.assert(
    fc.property(marked, (pairs) => {
      const scores = pairs.map(([score]) => score);
      const marks = pairs.map(([, mark]) => mark);
      const area = rocAuc(scores, marks)!;
      expect(rocAuc(scores.map(Math.exp), marks)).toBe(area);
      expect(
        rocAuc(
          scores.map((score) => -score),
          marks,
        ),
      ).toBeCloseTo(1 - area, 12);
    }),
  );
});

test("one kind alone has no area, and what cannot be ordered is refused", () => {
  expect(rocAuc([0.2, 0.3], [1, 1])).toBeNull();
  expect(rocAuc([0.2, 0.3], [0, 0])).toBeNull();
  expect(rocAuc([], [])).toBeNull();
  expect(() => rocAuc([0.2], [0, 1])).toThrow(/lengths-differ/);
  expect(() => rocAuc([0.2, Number.NaN], [0, 1])).toThrow(/score-not-a-number at scores\[1\]/);
});

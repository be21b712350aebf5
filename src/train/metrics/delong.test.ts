import fc from "fast-check";
import { expect, test } from "vitest";
import reference from "../../../test/fixtures/metrics.json" with { type: "json" };
import { draws } from "../../base/random.ts";
import { delong, newcombeInterval } from "./delong.ts";

/** Repeats each score by its count. */
function spread(counts: readonly number[]): number[] {
  return counts.flatMap((count, score) => new Array<number>(count).fill(score + 1));
}

/** DeLong's variance by its definition of 1988: every pair, in two loops. */
function varianceByDefinition(positives: readonly number[], negatives: readonly number[]): number {
  const psi = (x: number, y: number) => (x > y ? 1 : x === y ? 0.5 : 0);
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const varianceOf = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + (value - meanOf(values)) ** 2, 0) / (values.length - 1);
  const v10 = positives.map((x) => meanOf(negatives.map((y) => psi(x, y))));
  const v01 = negatives.map((y) => meanOf(positives.map((x) => psi(x, y))));
  return varianceOf(v10) / positives.length + varianceOf(v01) / negatives.length;
}

test("the CT ratings of Hanley & McNeil 1982 have the published area and DeLong standard error", () => {
  // Stata's manual, `roctab disease rating`: area 0.8932, standard error 0.0307.
  const healthy = spread([33, 6, 6, 11, 2]);
  const ill = spread([3, 2, 2, 11, 33]);
  const marks = [...healthy.map(() => 0), ...ill.map(() => 1)];
  const estimate = delong([...healthy, ...ill], marks)!;
  expect(estimate.auc).toBeCloseTo(0.8932, 4);
  expect(Math.sqrt(estimate.variance!)).toBeCloseTo(0.0307, 4);
});

test("areas are scikit-learn's, and variances those of the definition in NumPy", () => {
  for (const { classCount, labels, probabilities, auc, delongVariance } of reference.classifiers) {
    for (let label = 0; label < classCount; label += 1) {
      const scores = labels.map((_, i) => probabilities[i * classCount + label]!);
      const estimate = delong(
        scores,
        labels.map((other) => (other === label ? 1 : 0)),
      )!;
      expect(estimate.auc).toBeCloseTo(auc[label]!, 12);
      expect(estimate.variance).toBeCloseTo(delongVariance[label]!, 12);
    }
  }
});

test("the fast variance is that of the definition, whatever the ties", () => {
  const scores = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 2, maxLength: 25 });
  fc.assert(
    fc.property(scores, scores, (positives, negatives) => {
      const marks = [...positives.map(() => 1), ...negatives.map(() => 0)];
      const { variance } = delong([...positives, ...negatives], marks)!;
      expect(variance).toBeCloseTo(varianceByDefinition(positives, negatives), 12);
    }),
  );
});

test("an interval holds its area, stays in 0..1 and has a width, also where DeLong's variance is 0 or has no value", () => {
  const scores = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(scores, scores, (positives, negatives) => {
      const marks = [...positives.map(() => 1), ...negatives.map(() => 0)];
      const { auc, interval } = delong([...positives, ...negatives], marks)!;
      const [low, high] = interval;
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(auc);
      expect(high).toBeGreaterThanOrEqual(auc);
      expect(high).toBeLessThanOrEqual(1);
      expect(high - low).toBeGreaterThan(1e-6);
    }),
  );
});

test("a perfect separation is less sure the fewer samples there are, and mirrors a perfectly wrong one", () => {
  const lows = [1, 5, 50].map((n) => newcombeInterval(1, n, 10 * n)[0]);
  expect(lows).toEqual([...lows].sort((a, b) => a - b));
  expect(lows.every((low, i) => i === 0 || low > lows[i - 1]!)).toBe(true);
  expect(newcombeInterval(0, 10, 90)[1]).toBeCloseTo(1 - newcombeInterval(1, 10, 90)[0], 12);
  expect(delong([0.1, 0.2, 0.9], [0, 0, 1])).toEqual({ auc: 1, variance: null, interval: newcombeInterval(1, 1, 2) });
  expect(newcombeInterval(1, 10, 90)[0]).toMatchInlineSnapshot(`0.890099247719163`);
});

test("95 % intervals cover the true area about 95 times in 100", () => {
  const rng = draws(4, "delong coverage");
  const truth = 0.921350396474858; // normalCdf(2 / sqrt(2)): two normals, two deviations apart
  const rounds = 400;
  let covered = 0;
  for (let round = 0; round < rounds; round += 1) {
    const marks = Array.from({ length: 120 }, (_, i) => (i < 20 ? 1 : 0));
    const { interval } = delong(
      marks.map((mark) => rng.normal(2 * mark)),
      marks,
    )!;
    if (interval[0] <= truth && truth <= interval[1]) covered += 1;
  }
  // Four binomial standard errors at 400 rounds are 0.044.
  expect(Math.abs(covered / rounds - 0.95)).toBeLessThan(0.044);
});

test("one kind alone has no estimate", () => {
  expect(delong([0.1, 0.2], [1, 1])).toBeNull();
  expect(delong([], [])).toBeNull();
});

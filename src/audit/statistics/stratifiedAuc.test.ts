import { expect, test } from "vitest";
import { draws } from "../../base/random.ts";
import { delong } from "../../train/metrics/delong.ts";
import { stratifiedAuc } from "./stratifiedAuc.ts";

function sample(seed: number, n: number, shift: number, strata = 1) {
  const rng = draws(seed, "stratified auc");
  const kinds = Array.from({ length: n }, () => (rng.chance(0.3) ? 1 : 0));
  const groups = Array.from({ length: n }, () => rng.below(strata));
  return { kinds, groups, scores: kinds.map((kind, i) => rng.normal(shift * kind + 3 * groups[i]!)) };
}

test("with one stratum it is DeLong's area, variance and interval", () => {
  const { kinds, scores, groups } = sample(1, 200, 1);
  const expected = delong(scores, kinds)!;
  const found = stratifiedAuc(scores, kinds, groups)!;
  expect(found.auc).toBeCloseTo(expected.auc, 12);
  expect(found.variance).toBeCloseTo(expected.variance!, 12);
  expect(found.interval[0]).toBeCloseTo(expected.interval[0], 10);
  expect(found.interval[1]).toBeCloseTo(expected.interval[1], 10);
});

test("classes of other shares in the two kinds are no difference", () => {
  // The score tells only the stratum; one kind is mostly of stratum 1, the other of stratum 0.
  const rng = draws(2, "composition");
  const kinds = Array.from({ length: 600 }, (_, i) => i % 2);
  const groups = kinds.map((kind) => (rng.chance(kind === 1 ? 0.9 : 0.1) ? 1 : 0));
  const scores = groups.map((group) => rng.normal(5 * group));
  expect(delong(scores, kinds)!.auc).toBeGreaterThan(0.8);
  const { interval } = stratifiedAuc(scores, kinds, groups)!;
  expect(interval[0]).toBeLessThan(0.5);
  expect(interval[1]).toBeGreaterThan(0.5);
});

test("95 % intervals cover the true area about 95 times in 100, also over many small strata", () => {
  const truth = 0.7602499389065233; // normalCdf(1 / sqrt(2)): two normals, one deviation apart
  const rounds = 300;
  let covered = 0;
  for (let round = 0; round < rounds; round += 1) {
    const { kinds, scores, groups } = sample(round + 10, 150, 1, 8);
    const { interval } = stratifiedAuc(scores, kinds, groups)!;
    if (interval[0] <= truth && truth <= interval[1]) covered += 1;
  }
  // Four binomial standard errors at 300 rounds are 0.05.
  expect(Math.abs(covered / rounds - 0.95)).toBeLessThan(0.05);
});

test("a perfect separation has an interval with a width, and strata of one kind say nothing", () => {
  const perfect = stratifiedAuc([1, 2, 3, 4, 5, 6], [0, 0, 0, 1, 1, 1], [0, 0, 0, 0, 0, 0])!;
  expect(perfect.auc).toBe(1);
  expect(perfect.interval[0]).toBeLessThan(1);
  // Seven strata wholly apart, whose shares need not sum to 1 exactly: a narrow interval at the end, not a wide one.
  const many = Array.from({ length: 210 }, (_, i) => i);
  const kinds = many.map((i) => (i % 3 === 0 ? 1 : 0));
  const apart = stratifiedAuc(
    kinds.map((kind, i) => kind * 10 + i / 1000),
    kinds,
    many.map((i) => Math.floor(i / 3) % 7),
  )!;
  expect(apart.auc).toBeCloseTo(1, 12);
  expect(apart.interval[0]).toBeGreaterThan(0.9);
  expect(stratifiedAuc([1, 2, 3, 4], [0, 0, 1, 1], [0, 0, 1, 1])).toBeNull();
});

import { expect, test } from "vitest";
import { dealFolds, unitsOf } from "./folds.ts";

test("photos of one group, and copies of each other, are one unit", () => {
  expect([...unitsOf(["a", undefined, "a", undefined, "b"], [[2, 3]])]).toEqual([0, 1, 0, 0, 4]);
});

test("each class is spread evenly over the folds, and no unit is divided", () => {
  const labels = Array.from({ length: 90 }, (_, i) => (i < 60 ? 0 : 1));
  const units = Uint32Array.from({ length: 90 }, (_, i) => i - (i % 3 === 1 ? 1 : 0)); // pairs and singles
  const photos = Uint32Array.from(labels.keys());
  const folds = dealFolds(photos, labels, units, 3, 0);
  for (const label of [0, 1]) {
    const counts = [0, 1, 2].map((fold) => labels.filter((own, i) => own === label && folds[i] === fold).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  }
  photos.forEach((photo) => {
    expect(folds[photo]).toBe(folds[units[photo]!]);
  });
  expect(dealFolds(photos, labels, units, 3, 0)).toEqual(folds);
  expect(dealFolds(photos, labels, units, 3, 1)).not.toEqual(folds);
});

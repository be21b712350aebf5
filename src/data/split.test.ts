import fc from "fast-check";
import { expect, test } from "vitest";
import { draws, permutation } from "../base/random.ts";
import type { Part } from "./photo.ts";
import { partIndices, type SplitPhoto, splitPhotos } from "./split.ts";

const shares = { validation: 0.15, test: 0.15 };
const PARTS: readonly Part[] = ["train", "validation", "test"];

function photosOf(labels: readonly number[], units?: readonly number[]): SplitPhoto[] {
  return labels.map((label, i) => ({ path: `p${String(i).padStart(4, "0")}`, label, unit: units?.[i] ?? i }));
}

function countsBy(parts: readonly Part[], photos: readonly SplitPhoto[], label: number): number[] {
  return PARTS.map((part) => photos.filter((photo, i) => photo.label === label && parts[i] === part).length);
}

const seeds = fc.nat({ max: 2 ** 31 });
const labelLists = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 120 });

test("of photos that stand alone each part gets its share of each class, to the nearest photo", () => {
  fc.assert(
    fc.property(labelLists, fc.double({ min: 0.05, max: 0.4, noNaN: true }), seeds, (labels, validation, seed) => {
      const photos = photosOf(labels);
      const given = splitPhotos(photos, { validation, test: 0.2 }, seed);
      for (const label of new Set(labels)) {
        const total = labels.filter((other) => other === label).length;
        const [train, held, tested] = countsBy(given, photos, label) as [number, number, number];
        expect(train + held + tested).toBe(total);
        if (total < 3) continue;
        expect(Math.min(train, held, tested)).toBeGreaterThanOrEqual(1);
        expect(Math.abs(held - total * validation)).toBeLessThan(1 + 1e-6);
        expect(Math.abs(tested - total * 0.2)).toBeLessThan(1 + 1e-6);
      }
    }),
    { numRuns: 100 },
  );
});

test("a unit is never divided, and a class with three units or more is in every part", () => {
  const units = fc.array(fc.tuple(fc.nat({ max: 2 }), fc.integer({ min: 1, max: 12 })), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(units, seeds, (sizes, seed) => {
      const labels = sizes.flatMap(([label, size]) => new Array<number>(size).fill(label));
      const photos = photosOf(
        labels,
        sizes.flatMap(([, size], unit) => new Array<number>(size).fill(unit)),
      );
      const given = splitPhotos(photos, shares, seed);
      sizes.forEach((_, unit) => {
        expect(new Set(given.filter((_, i) => photos[i]!.unit === unit)).size).toBe(1);
      });
      for (const label of new Set(labels)) {
        if (sizes.filter(([other]) => other === label).length < 3) continue;
        expect(Math.min(...countsBy(given, photos, label))).toBeGreaterThanOrEqual(1);
      }
    }),
    { numRuns: 100 },
  );
});

test("many groups of mixed classes come near the shares", () => {
  const rng = draws(5, "groups");
  const labels = Array.from({ length: 1000 }, () => rng.below(4));
  const photos = photosOf(
    labels,
    labels.map(() => rng.below(150)),
  );
  const given = splitPhotos(photos, shares, 1);
  for (const label of [0, 1, 2, 3]) {
    const counts = countsBy(given, photos, label);
    const total = counts.reduce((a, b) => a + b);
    expect(Math.abs(counts[1]! / total - 0.15)).toBeLessThan(0.03);
    expect(Math.abs(counts[2]! / total - 0.15)).toBeLessThan(0.03);
  }
});

test("the order of the photos changes nothing, the seed does", () => {
  fc.assert(
    fc.property(labelLists, seeds, (labels, seed) => {
      const photos = photosOf(labels);
      const given = splitPhotos(photos, shares, seed);
      const order = permutation(photos.length, draws(seed, "test order"));
      const moved = splitPhotos(
        Array.from(order, (i) => photos[i]!),
        shares,
        seed,
      );
      order.forEach((i, at) => {
        expect(moved[at]).toBe(given[i]);
      });
    }),
    { numRuns: 50 },
  );
  const photos = photosOf(new Array<number>(60).fill(0));
  expect(splitPhotos(photos, shares, 1)).not.toEqual(splitPhotos(photos, shares, 2));
});

test("a part with share 0 stays empty", () => {
  const given = splitPhotos(photosOf(new Array<number>(30).fill(0)), { validation: 0.2, test: 0 }, 1);
  expect(partIndices(given).test.length).toBe(0);
  expect(partIndices(given).validation.length).toBe(6);
});

test("the index lists of the parts are ascending and leave out photos without a part", () => {
  expect(partIndices(["test", "train", undefined, "train", "validation"])).toEqual({
    train: Uint32Array.of(1, 3),
    validation: Uint32Array.of(4),
    test: Uint32Array.of(0),
  });
});

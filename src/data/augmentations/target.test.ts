import { expect, test } from "vitest";
import { z } from "zod";
import { augmented, choose, farthest, mixed, picture } from "../../../test/support/augment.ts";
import type { AugmentationChoice } from "./augmentation.ts";
import { brightness } from "./brightness.ts";
import { flip } from "./flip.ts";
import { augmentations } from "./index.ts";
import { mixup } from "./mixup.ts";
import { rotate } from "./rotate.ts";
import { targeted } from "./target.ts";

const given = picture(6, (c, y, x) => 40 + c * 60 + y * 10 + x * 3);
const photos = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Options that make an augmentation change every photo. */
const strong: Readonly<Record<string, unknown>> = {
  flip: { direction: "horizontal", probability: 1 },
  "random-erasing": { probability: 1, area: { from: 0.2, to: 0.3 } },
  "grid-mask": { probability: 1, keep: 0.2, cell: { from: 0.4, to: 0.5 } },
  scale: 0.5,
  gamma: 1,
  mixup: 1,
  cutmix: { alpha: 0.5 },
  solarize: 0.1,
  posterize: 1,
  jpeg: 5,
  crop: 0.3,
  "rand-augment": { operations: 8, magnitude: 30 },
  "trivial-augment": {},
};

function only(choice: AugmentationChoice, classes: readonly number[]): AugmentationChoice {
  return { ...choice, classes };
}

test.each(augmentations)("$id for one class leaves the photos of others as they are", async (augmentation) => {
  const number = { blur: 2, noise: 0.3, shift: 0.5, perspective: 0.8 }[augmentation.id] ?? 0.9;
  const options = strong[augmentation.id] ?? (["rotate", "shear", "hue"].includes(augmentation.id) ? 45 : number);
  const count = 16;
  const labels = photos(count).map((i) => i % 2);
  const pictures = labels.map((label) => picture(16, (c, y, x) => (60 + 30 * c + 9 * y + 4 * x + 90 * label) % 256));
  const results = await augmented([only(choose(augmentation, options), [1])], pictures, {
    seed: 1,
    epoch: 0,
    photos: photos(count),
    labels,
  });
  const moved = results.map((result, i) => farthest(result, pictures[i]!.values));
  for (let i = 0; i < count; i += 2) expect(moved[i], `photo ${i}`).toBeLessThan(2e-3);
  expect(moved.filter((distance, i) => i % 2 === 1 && distance > 2).length).toBeGreaterThan(2);
});

test("a probability is the chance that a photo is changed, and does not change its draws", async () => {
  const pictures = new Array(300).fill(given);
  const always = await augmented([choose(brightness, 0.5)], pictures);
  const sometimes = await augmented([choose(brightness, { change: 0.5, probability: 0.3 })], pictures);
  let changed = 0;
  sometimes.forEach((result, i) => {
    if (farthest(result, given.values) < 1e-3) return;
    changed += 1;
    expect(result).toEqual(always[i]);
  });
  expect(Math.abs(changed - 90)).toBeLessThan(40); // 5 deviations of 8
});

test("a flip's own probability keeps its meaning: of each direction", async () => {
  const both = choose(flip, { direction: "both", probability: 0.5 });
  const results = await augmented([both], new Array(400).fill(given));
  const kinds = new Set(results.map(String));
  expect(kinds.size).toBe(4);
  const untouched = results.filter((result) => farthest(result, given.values) < 1e-3).length;
  expect(Math.abs(untouched - 100)).toBeLessThan(44); // 5 deviations of 8.7
});

test("two of one kind for two classes change each class by its own", async () => {
  const labels = [0, 1, 2];
  const results = await augmented(
    [
      only(choose(flip, { direction: "horizontal", probability: 1 }), [0]),
      only(choose(flip, { direction: "vertical", probability: 1 }), [1]),
    ],
    [given, given, given],
    { seed: 1, epoch: 0, photos: [0, 1, 2], labels },
  );
  const at = (y: number, x: number): number => given.values[y * 6 + x]!;
  expect(results[0]![0]).toBe(at(0, 5));
  expect(results[1]![0]).toBe(at(5, 0));
  expect(results[2]).toEqual(given.values);
});

test("mixing for one class gives its photos partners of any class, and leaves the others whole", async () => {
  const pictures = photos(12).map((k) => picture(4, () => 20 * k));
  const { mixing, targets } = await mixed([only(choose(mixup, 1), [0])], pictures, 3);
  for (let i = 0; i < 12; i += 1) {
    expect(mixing.shares[i] === 1, `photo ${i}`).toBe(i % 3 !== 0);
    if (i % 3 !== 0) expect(targets[i * 3 + (i % 3)]).toBe(1);
  }
  const partners = [0, 3, 6, 9].map((i) => mixing.partners[i]! % 3);
  expect(partners.some((label) => label !== 0)).toBe(true);
});

test("shorthands stay as they were, and every object takes both options", () => {
  expect(choose(rotate, 15).options).toEqual({ degrees: 15 });
  expect(choose(rotate, { degrees: 15, classes: ["perch"], probability: 0.2 }).options).toEqual({
    degrees: 15,
    classes: ["perch"],
    probability: 0.2,
  });
  for (const { schema } of augmentations) {
    const wrong = [{ classes: [] }, { classes: "perch" }, { probability: 2 }];
    for (const options of wrong) expect(schema.safeParse(options).success).toBe(false);
  }
});

test("an option of that name that a schema has already is kept", () => {
  const schema = targeted(z.strictObject({ probability: z.literal("often") }));
  expect(schema.safeParse({ probability: "often", classes: ["perch"] }).success).toBe(true);
  expect(schema.safeParse({ probability: 0.5 }).success).toBe(false);
});

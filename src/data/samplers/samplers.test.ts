import { describe, expect, test } from "vitest";
import { balanced } from "./balanced.ts";
import { samplers } from "./index.ts";
import { quota } from "./quota.ts";
import type { SamplerInput } from "./sampler.ts";
import { shuffle } from "./shuffle.ts";
import { stratum } from "./stratum.ts";

/** 40 training photos among 200: 24 sole, 12 perch and 4 cod; by day or by night, a few unknown. */
const photos = Uint32Array.from({ length: 40 }, (_, i) => 3 * i + 1);
const labels = new Uint16Array(200);
photos.forEach((photo, i) => {
  labels[photo] = i < 24 ? 0 : i < 36 ? 1 : 2;
});
const light = (photo: number): string => (photo % 10 === 1 ? "night" : photo % 10 === 7 ? "" : "day");
const input: SamplerInput = {
  photos,
  labels,
  classes: ["sole", "perch", "cod"],
  metadata: (photo) => ({ light: light(photo), id: `${photo}` }),
  batch: 8,
  seed: 7,
  epoch: 3,
};

/** Options that each sampler works with. */
const options: Readonly<Record<string, object>> = {
  shuffle: {},
  balanced: {},
  quota: { perBatch: { cod: 3 } },
  stratum: { column: "light" },
};

/** At least this many draws, epoch after epoch. */
function draw(order: (epoch: number) => Uint32Array, count = 10_000): number[] {
  const drawn: number[] = [];
  for (let epoch = 0; drawn.length < count; epoch += 1) drawn.push(...order(epoch));
  return drawn;
}

function tally<T>(items: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

/** Pearson's chi-squared distance of counts from being alike. */
function unevenness(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** What chi-squared exceeds once in 1,000, by degrees of freedom. */
const rare: Readonly<Record<number, number>> = { 2: 13.82, 39: 72.05 };

function expectAlike(counts: readonly number[]): void {
  expect(unevenness(counts)).toBeLessThan(rare[counts.length - 1]!);
}

describe.each(samplers)("$id", (sampler) => {
  const given = options[sampler.id]!;
  const order = (more: Partial<SamplerInput> = {}): Uint32Array => sampler.order({ ...input, ...more }, checked);
  const checked = sampler.schema.parse(given);

  test("gives training photos only, the same for the same input", () => {
    expect(order()).toEqual(order({}));
    for (const photo of order()) expect(photos).toContain(photo);
  });

  test("gives other orders of the same length for other epochs and seeds", () => {
    expect(order({ epoch: 4 })).not.toEqual(order());
    expect(order({ seed: 8 })).not.toEqual(order());
    for (const epoch of [0, 1, 2, 50]) expect(order({ epoch }).length).toBe(order().length);
  });

  test("shows photos of one class as often as each other over 10,000 draws", () => {
    const counts = tally(draw((epoch) => order({ epoch })));
    const soles = Array.from(photos.subarray(0, 24), (photo) => counts.get(photo) ?? 0);
    const values = soles.filter((_, i) => sampler.id !== "stratum" || light(photos[i]!) === "day");
    expect(Math.max(...values) - Math.min(...values)).toBeLessThan(2);
  });

  test("refuses unknown options", () => {
    expect(() => sampler.schema.parse({ ...given, colum: "light" })).toThrow(/colum/);
  });
});

test("no two samplers share an id", () => {
  expect(new Set(samplers.map(({ id }) => id)).size).toBe(samplers.length);
});

test("shuffle shows each photo once, and each as often in each place", () => {
  expect([...shuffle.order(input, {})].sort((a, b) => a - b)).toEqual([...photos]);
  const firsts = Array.from({ length: 2000 }, (_, epoch) => shuffle.order({ ...input, epoch }, {})[0]!);
  expect(tally(firsts).size).toBe(40);
  expectAlike([...tally(firsts).values()]);
});

test("balanced shows each class as often over 10,000 draws, in any place of an epoch", () => {
  const order = (epoch: number): Uint32Array => balanced.order({ ...input, epoch }, {});
  expect(order(0).length).toBe(3 * 14);
  const classes = draw(order).map((photo) => labels[photo]!);
  expect([...tally(classes).values()]).toEqual(new Array(3).fill(classes.length / 3));
  for (const place of [0, 20, 41]) {
    const there = Array.from({ length: 3000 }, (_, epoch) => labels[order(epoch)[place]!]!);
    expectAlike([...tally(there).values()]);
  }
});

test("balanced leaves a class without training photos alone", () => {
  const order = balanced.order({ ...input, photos: photos.subarray(0, 36) }, {});
  expect([...tally(Array.from(order, (photo) => labels[photo])).entries()].sort()).toEqual([
    [0, 18],
    [1, 18],
  ]);
});

describe("quota", () => {
  const order = (perBatch: Record<string, number>, more: Partial<SamplerInput> = {}): Uint32Array =>
    quota.order({ ...input, ...more }, { perBatch });

  test("every batch of 10,000 draws has its quota, and the rest keep their own proportions", () => {
    const drawn = draw((epoch) => order({ cod: 3 }, { epoch }));
    for (let start = 0; start < drawn.length; start += 8) {
      expect(drawn.slice(start, start + 8).filter((photo) => labels[photo] === 2).length).toBe(3);
    }
    const others = drawn.filter((photo) => labels[photo] !== 2);
    const counts = photos.subarray(0, 36).reduce<number[]>((all, photo) => {
      all.push(others.filter((one) => one === photo).length);
      return all;
    }, []);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThan(2);
  });

  test("an epoch is a whole number of full batches", () => {
    expect(order({ cod: 3 }).length).toBe(40);
    expect(order({ cod: 3 }, { batch: 16 }).length).toBe(48);
    expect(order({ sole: 2, perch: 3, cod: 3 }).length).toBe(40);
  });

  test("a quota of 0 leaves a class out", () => {
    expect(Array.from(order({ sole: 0 }), (photo) => labels[photo])).not.toContain(0);
  });

  test("quotas that no batch can hold are refused with the numbers", () => {
    expect(() => order({ perc: 2 })).toThrowErrorMatchingInlineSnapshot(`
      [WrasseError: class-unknown at sampler.perBatch
        expected class names among sole, perch, cod, got perc
        try: write perch in place of perc]
    `);
    expect(() => order({ sole: 9 })).toThrowErrorMatchingInlineSnapshot(`
      [WrasseError: quota-does-not-fit at sampler.perBatch
        expected at most 8 photos in all, the batch, got 9
        try: lower the quotas or raise batch]
    `);
    expect(() => order({ sole: 2, perch: 2, cod: 2 })).toThrowErrorMatchingInlineSnapshot(`
      [WrasseError: quota-does-not-fit at sampler.perBatch
        expected quotas of 8 photos in all, the batch, got 6
        try: raise the quotas, or leave a class without one to fill up]
    `);
    expect(() => order({ cod: 1 }, { photos: photos.subarray(0, 36) })).toThrowErrorMatchingInlineSnapshot(`
      [WrasseError: class-without-photos at sampler.perBatch.cod
        expected a class with training photos, got none
        try: remove cod from the quotas]
    `);
  });
});

describe("stratum", () => {
  test("each value comes as often over 10,000 draws, a missing one too", () => {
    const drawn = draw((epoch) => stratum.order({ ...input, epoch }, { column: "light", within: "all" }));
    const counts = tally(drawn.map(light));
    expect([...counts.keys()].sort()).toEqual(["", "day", "night"]);
    expect([...counts.values()]).toEqual(new Array(3).fill(drawn.length / 3));
  });

  test("within classes, the class tells nothing of the value", () => {
    const drawn = draw((epoch) => stratum.order({ ...input, epoch }, { column: "light", within: "class" }));
    const pairs = tally(drawn.map((photo) => `${labels[photo]} ${light(photo)}`));
    expect(pairs.size).toBe(new Set(Array.from(photos, (photo) => `${labels[photo]} ${light(photo)}`)).size);
    expect([...pairs.values()]).toEqual(new Array(pairs.size).fill(drawn.length / pairs.size));
  });

  test("a column that is not there, or whose values do not repeat, is refused", () => {
    const order = (column: string, more: Partial<SamplerInput> = {}): Uint32Array =>
      stratum.order({ ...input, ...more }, { column, within: "all" });
    expect(() => order("lihgt")).toThrowErrorMatchingInlineSnapshot(`
      [WrasseError: column-missing at sampler.column
        expected one of the metadata columns light, id, got lihgt
        try: write light]
    `);
    expect(() => order("light", { metadata: () => ({}) })).toThrowErrorMatchingInlineSnapshot(`
      [WrasseError: column-missing at sampler.column
        expected photos with metadata, got light
        try: name a column of the CSV of photos]
    `);
    expect(() => order("id")).toThrowErrorMatchingInlineSnapshot(`
      [WrasseError: stratum-values-unlike at sampler.column
        expected a column whose values repeat, such as a habitat, got id, with 40 different values in 40 training photos
        try: choose another column, or round its numbers in the CSV]
    `);
  });
});

import { expect, test } from "vitest";
import type { Metadata } from "./metadata.ts";
import { type AquariumInput, parseAquariumOptions } from "./options.ts";
import { generateAquarium } from "./plan.ts";

function noted(
  metadata: NonNullable<AquariumInput["metadata"]>,
  train = 1600,
): { species: string; metadata: Metadata }[] {
  return [...generateAquarium(parseAquariumOptions({ species: 16, images: { train }, metadata }), 5).pictures("train")];
}

/** Share of a number's variance that lies between species: 0 says nothing of them. */
function varianceBetween(
  pictures: readonly { species: string; metadata: Metadata }[],
  of: (m: Metadata) => number,
): number {
  const values = pictures.map(({ metadata }) => Math.log(of(metadata)));
  const mean = average(values);
  const within = [...new Set(pictures.map(({ species }) => species))].flatMap((species) => {
    const own = values.filter((_, i) => pictures[i]!.species === species);
    return own.map((value) => (value - average(own)) ** 2);
  });
  return 1 - average(within) / average(values.map((value) => (value - mean) ** 2));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Chi-squared of a category against the species, over its degrees of freedom: about 1 where they are independent. */
function chiSquared(pictures: readonly { species: string; metadata: Metadata }[], of: (m: Metadata) => string): number {
  const rows = [...new Set(pictures.map(({ species }) => species))];
  const columns = [...new Set(pictures.map(({ metadata }) => of(metadata)))];
  let sum = 0;
  for (const row of rows) {
    const inRow = pictures.filter(({ species }) => species === row);
    for (const column of columns) {
      const inColumn = pictures.filter(({ metadata }) => of(metadata) === column).length;
      const believed = (inRow.length * inColumn) / pictures.length;
      sum += (inRow.filter(({ metadata }) => of(metadata) === column).length - believed) ** 2 / believed;
    }
  }
  return sum / ((rows.length - 1) * (columns.length - 1));
}

test("at strength 0 no column says anything of the species", () => {
  const pictures = noted({ strength: 0 });
  // By chance 15 of 1,599 degrees of freedom lie between species: 0.009; five times that is never seen.
  for (const of of [(m: Metadata) => m.length!, (m: Metadata) => m.weight!, (m: Metadata) => m.depth!]) {
    expect(varianceBetween(pictures, of)).toBeLessThan(0.045);
  }
  expect(chiSquared(pictures, (m) => m.catch_place!)).toBeLessThan(1.8);
  expect(chiSquared(pictures, (m) => m.habitat!)).toBeLessThan(1.8);
});

test("strength ties columns to species by degrees", () => {
  const shares = [0, 0.5, 0.9].map((strength) => varianceBetween(noted({ strength }), (m) => m.length!));
  expect(shares[1]).toBeGreaterThan(shares[0]! + 0.05);
  expect(shares[2]).toBeGreaterThan(shares[1]! + 0.2);
});

test("at strength 1 the nearest mean of another split tells all species apart", () => {
  const options = parseAquariumOptions({
    species: 16,
    images: { train: 320, validation: 320 },
    metadata: { strength: 1 },
  });
  const plan = generateAquarium(options, 5);
  const features = ({ length, weight, depth }: Metadata): number[] => [length!, weight!, depth!].map(Math.log);
  const categories = ({ catch_place, habitat }: Metadata): string => `${catch_place} ${habitat}`;
  const train = [...plan.pictures("train")];
  const means = plan.classes.map((species) => {
    const own = train.filter((picture) => picture.species === species).map(({ metadata }) => metadata);
    const columns = own.map(features);
    return {
      species,
      numbers: [0, 1, 2].map((i) => average(columns.map((row) => row[i]!))),
      kind: categories(own[0]!),
    };
  });
  for (const { species, metadata } of plan.pictures("validation")) {
    const apart = (mean: (typeof means)[number]): number =>
      features(metadata).reduce((sum, value, i) => sum + (value - mean.numbers[i]!) ** 2, 0) +
      (mean.kind === categories(metadata) ? 0 : 1);
    expect([...means].sort((a, b) => apart(a) - apart(b))[0]!.species).toBe(species);
  }
});

test("the asked share of values is missing, and none of the others changes", () => {
  const whole = noted({ missing: 0 });
  const holed = noted({ missing: 0.3 });
  const values = holed.flatMap(({ metadata }, i) =>
    (Object.keys(metadata) as (keyof Metadata)[]).map((key) => [metadata[key], whole[i]!.metadata[key]] as const),
  );
  const missing = values.filter(([value]) => value === null).length / values.length;
  expect(Math.abs(missing - 0.3)).toBeLessThan(0.03);
  for (const [value, before] of values) if (value !== null) expect(value).toBe(before);
});

test("columns that were not asked for are not noted", () => {
  for (const { metadata } of noted({ columns: ["depth"] }, 20)) {
    expect(metadata).toMatchObject({ length: null, weight: null, catch_place: null, habitat: null });
    expect(metadata.depth).toBeGreaterThan(0);
  }
});

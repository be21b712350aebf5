import { expect, test } from "vitest";
import { parseAquariumOptions } from "./options.ts";

test("no options at all give a whole set of defaults", () => {
  const options = parseAquariumOptions({});
  expect(options).toMatchObject({ species: 12, size: 64, images: { train: 1200, validation: 300, test: 300 } });
  expect(parseAquariumOptions(options)).toEqual(options);
});

test("a share out of bounds is refused with its place and value", () => {
  expect(() => parseAquariumOptions({ framing: { share: [0.4, 1.5] } })).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: aquarium-option at aquarium.framing.share.1
      expected number to be <=1, got 1.5
      try: give a value within those bounds]
  `);
});

test("a range from high to low is refused", () => {
  expect(() => parseAquariumOptions({ pose: { roll: [10, -10] } })).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: aquarium-option at aquarium.pose.roll
      expected a range [from, to] with from <= to, got [10,-10]
      try: give a value within those bounds]
  `);
});

test("an unknown option is refused with the nearest known one", () => {
  expect(() => parseAquariumOptions({ plant: { labelNoize: {} } })).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: aquarium-option at aquarium.plant
      expected one of ambiguity, mimic, lowVariety, imbalance, labelNoise, shift, shortcut, duplicates, got labelNoize
      try: write labelNoise]
  `);
});

test("an unknown species is refused with the nearest known one", () => {
  expect(() =>
    parseAquariumOptions({ plant: { mimic: { species: "labroides-dimidatus" } } }),
  ).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: aquarium-option at aquarium.plant.mimic.species
      expected one of amphiprion-ocellaris, amphiprion-clarkii, acanthurus-triostegus, abudefduf-vaigiensis, labroides-dimidiatus, aspidontus-taeniatus, chaetodon-lunulatus, paracanthurus-hepatus, ostracion-cubicus, gymnothorax-favagineus, lutjanus-kasmira, thunnus-albacares, pomacanthus-imperator, zebrasoma-flavescens, cephalopholis-miniata, myripristis-kuntee, got labroides-dimidatus
      try: write labroides-dimidiatus]
  `);
});

test("a plant on a species that is not in this aquarium is refused", () => {
  const input = { species: 2, plant: { lowVariety: { species: "thunnus-albacares" } } };
  expect(() => parseAquariumOptions(input)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: aquarium-option at aquarium.plant.lowVariety.species
      expected a species of this aquarium: amphiprion-ocellaris, amphiprion-clarkii, got thunnus-albacares
      try: add thunnus-albacares to aquarium.species, or name another]
  `);
});

test("too many species are refused", () => {
  expect(() => parseAquariumOptions({ species: 99 })).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: aquarium-option at aquarium.species
      expected number to be <=16, got 99
      try: give a value within those bounds]
  `);
});

test("a species named twice is refused", () => {
  const input = { species: ["thunnus-albacares", "thunnus-albacares"] };
  expect(() => parseAquariumOptions(input)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: aquarium-option at aquarium.species
      expected each species once, got ["thunnus-albacares","thunnus-albacares"]
      try: give a value within those bounds]
  `);
});

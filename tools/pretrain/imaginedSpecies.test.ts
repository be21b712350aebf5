import { expect, test } from "vitest";
import { allSpecies } from "../../src/data/aquarium/species.ts";
import { hexOfHsl, imaginedSpecies } from "./imaginedSpecies.ts";

test("the first species are the table's own", () => {
  expect(allSpecies.map((_, number) => imaginedSpecies(3, number))).toEqual(allSpecies);
});

test("a species is a function of the seed and its number", () => {
  expect(imaginedSpecies(3, 200)).toEqual(imaginedSpecies(3, 200));
  expect(imaginedSpecies(3, 200)).not.toEqual(imaginedSpecies(4, 200));
});

test("500 imagined species differ in colours, body or marks", () => {
  const looks = Array.from({ length: 500 }, (_, i) => {
    const { colours, body, marks } = imaginedSpecies(0, i);
    return JSON.stringify({ colours, body, marks });
  });
  expect(new Set(looks).size).toBe(500);
});

test("colours, proportions and marks of imagined species stay within what can be painted", () => {
  for (let number = allSpecies.length; number < 500; number += 1) {
    const species = imaginedSpecies(7, number);
    const colours = JSON.stringify(species).match(/"#[^"]*"/g) ?? [];
    expect(colours.every((colour) => /^"#[0-9a-f]{6}"$/.test(colour))).toBe(true);
    expect(species.body.depth).toBeGreaterThan(0.08);
    expect(species.body.depth).toBeLessThanOrEqual(0.8);
    for (const mark of species.marks) {
      if (mark.kind !== "bars") continue;
      expect(Math.min(...mark.at)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...mark.at)).toBeLessThanOrEqual(1);
    }
  }
});

test("hues, saturations and lightnesses become the colours that CSS gives them", () => {
  expect(hexOfHsl(0, 1, 0.5)).toBe("#ff0000");
  expect(hexOfHsl(120, 1, 0.25)).toBe("#008000");
  expect(hexOfHsl(240, 0.5, 0.75)).toBe("#9f9fdf");
  expect(hexOfHsl(77, 0, 0.2)).toBe("#333333");
});

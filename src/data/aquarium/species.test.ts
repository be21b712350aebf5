import { expect, test } from "vitest";
import { outlineOf } from "./bodyPlan.ts";
import { allSpecies } from "./species.ts";

test("there are twelve species or more, each with a name and facts of its own", () => {
  expect(allSpecies.length).toBeGreaterThanOrEqual(12);
  expect(new Set(allSpecies.map(({ id }) => id)).size).toBe(allSpecies.length);
  expect(new Set(allSpecies.map(({ facts }) => JSON.stringify(facts))).size).toBe(allSpecies.length);
  for (const { id } of allSpecies) expect(id).toMatch(/^[a-z]+-[a-z]+$/);
});

test("every body is closed at the snout, as deep as it says, and thin but not closed at the tail", () => {
  for (const { id, body } of allSpecies) {
    const outline = outlineOf(body.plan, body.depth);
    const heights = Array.from({ length: 101 }, (_, i) => outline.dorsal(i / 100) + outline.ventral(i / 100));
    expect(heights[0], id).toBe(0);
    expect(Math.abs(Math.max(...heights) / body.depth - 1), id).toBeLessThan(0.06);
    expect(heights[100], id).toBeGreaterThan(0);
    expect(Math.min(...heights.slice(1)), id).toBeGreaterThan(0);
  }
});

import { expect, test } from "vitest";
import { draws } from "../../base/random.ts";
import { familiarThreshold, fewestForKeeping } from "./familiarThreshold.ts";

test("of n + 1 photos each left out in turn, at most the share given up falls below the threshold of the others", () => {
  const rng = draws(0, "test:scores");
  for (const [n, keep, below] of [
    [99, 0.95, 5],
    [99, 0.9, 10],
    [39, 0.95, 2],
    [150, 0.95, 7],
    [19, 0.95, 1],
  ] as const) {
    const scores = Array.from({ length: n + 1 }, () => rng.normal());
    const fallen = scores.filter(
      (score, out) =>
        score <
        familiarThreshold(
          scores.filter((_, i) => i !== out),
          keep,
        )!,
    );
    expect(fallen).toHaveLength(below);
    expect(below / (n + 1)).toBeLessThanOrEqual(1 - keep + 1e-12);
  }
});

test("too few photos set no threshold: 18 for 95 %, 8 for 90 %", () => {
  expect([fewestForKeeping(0.95), fewestForKeeping(0.9)]).toEqual([19, 9]);
  for (const keep of [0.95, 0.9]) {
    const scores = new Array<number>(fewestForKeeping(keep)).fill(0);
    expect(familiarThreshold(scores, keep)).toBe(0);
    expect(familiarThreshold(scores.slice(1), keep)).toBeUndefined();
  }
  expect(familiarThreshold([], 0.95)).toBeUndefined();
});

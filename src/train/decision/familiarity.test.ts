import { expect, test } from "vitest";
import { familiarity } from "./familiarity.ts";

test("raising all logits of a photo by c raises both scores by c, which no probability would notice", () => {
  const logits = [1, 2, -1, 0.5, 0.5, 3];
  for (const score of ["energy", "max-logit"] as const) {
    const before = familiarity(logits, 3, score);
    const after = familiarity(
      logits.map((logit) => logit + 7),
      3,
      score,
    );
    after.forEach((value, i) => {
      expect(value - before[i]!).toBeCloseTo(7, 12);
    });
  }
});

test("energy is the log of the sum of exponentials, at any size", () => {
  expect([...familiarity([0, 0, Math.log(2), Math.log(2)], 4, "energy")]).toEqual([Math.log(6)]);
  expect([...familiarity([1000, 1000], 2, "energy")]).toEqual([1000 + Math.log(2)]);
  expect([...familiarity([1000, -3, -5, -4], 2, "max-logit")]).toEqual([1000, -4]);
});

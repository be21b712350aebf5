import { describe, expect, test } from "vitest";
import { draws } from "../../base/random.ts";
import { acceptanceCurve, fewestForPrecision, sureThreshold } from "./sureThreshold.ts";

/**
 * Photos of a population whose share s of surest ones has a precision of 1 - s^2 / 6: 0.95 for the surest 54.8 %, whose
 * confidence is 0.85 and more.
 */
function sample(n: number, seed: number): { confidence: number[]; correct: number[] } {
  const rng = draws(seed, "test:sample");
  const confidence = Array.from({ length: n }, () => 1 - 0.5 * rng.uniform() ** 2);
  return { confidence, correct: confidence.map((value) => (rng.chance(value) ? 1 : 0)) };
}
const lowestHonest = 0.85;

describe("the curve", () => {
  test("counts the surest photos in steps of half a per cent, and those of them that are right", () => {
    const confidence = Array.from({ length: 400 }, (_, i) => (i + 1) / 400);
    const curve = acceptanceCurve(
      confidence,
      confidence.map((value) => (value > 0.5 ? 1 : 0)),
    );
    expect(curve).toHaveLength(200);
    expect(curve[0]).toEqual({ threshold: (398 / 400 + 399 / 400) / 2, accepted: 2, right: 2 });
    expect(curve.at(-1)).toEqual({ threshold: 1 / 400, accepted: 400, right: 200 });
    for (const { threshold, accepted } of curve) {
      expect(confidence.filter((value) => value >= threshold)).toHaveLength(accepted);
    }
  });

  test("keeps photos of equal confidence together, and is empty without photos", () => {
    const curve = acceptanceCurve([0.5, 1, 1, 1], [1, 1, 0, 1]);
    expect(curve).toEqual([
      { threshold: 0.75, accepted: 3, right: 2 },
      { threshold: 0.5, accepted: 4, right: 3 },
    ]);
    expect(acceptanceCurve([], [])).toEqual([]);
  });
});

describe("the threshold", () => {
  test("lies under the target in at most 5 % of samples, where taking the best of all thresholds does so in most", () => {
    let [tooLow, luckyTooLow, found, accepted] = [0, 0, 0, 0];
    const rounds = 2000;
    for (let round = 0; round < rounds; round += 1) {
      const { confidence, correct } = sample(400, round);
      const curve = acceptanceCurve(confidence, correct);
      const sure = sureThreshold(curve, 0.95);
      if (sure !== undefined) {
        found += 1;
        accepted += sure.accepted / 400;
        if (sure.threshold < lowestHonest) tooLow += 1;
      }
      const lucky = curve.filter((point) => point.right / point.accepted >= 0.95).at(-1);
      if (lucky !== undefined && lucky.threshold < lowestHonest) luckyTooLow += 1;
    }
    // Three standard errors of a share of 0.05 in 2,000 rounds are 0.015.
    expect(tooLow / rounds).toBeLessThan(0.065);
    expect(luckyTooLow / rounds).toBeGreaterThan(0.4);
    // And it is of use: it finds one mostly, and then accepts most of the 54.8 % that it may.
    expect(found / rounds).toBeGreaterThan(0.7);
    expect(accepted / found).toBeGreaterThan(0.3);
  });

  test("takes 59 right ones in a row for 95 %, and a lower bound over the target", () => {
    expect(fewestForPrecision(0.95)).toBe(59);
    const right = (n: number) => sureThreshold(acceptanceCurve(new Array(n).fill(0.9), new Array(n).fill(1)), 0.95);
    expect(right(58)).toBeUndefined();
    expect(right(59)).toMatchObject({ threshold: 0.9, accepted: 59, right: 59 });
    expect(right(59)!.lowerBound).toBeGreaterThan(0.95);
  });

  test("stops at the first test that fails, whatever comes after it", () => {
    const curve = [
      { threshold: 0.9, accepted: 100, right: 100 },
      { threshold: 0.8, accepted: 200, right: 185 },
      { threshold: 0.7, accepted: 300, right: 300 },
    ];
    expect(sureThreshold(curve, 0.95)?.threshold).toBe(0.9);
    expect(sureThreshold([], 0.95)).toBeUndefined();
  });
});

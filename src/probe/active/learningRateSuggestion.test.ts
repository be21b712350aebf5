import { describe, expect, test } from "vitest";
import { draws } from "../../base/random.ts";
import { biasCorrectedAverage } from "./biasCorrectedAverage.ts";
import type { LearningRateRange, RangePoint } from "./learningRateRange.ts";
import { type LearningRateSuggestion, type Suggested, suggestLearningRate } from "./learningRateSuggestion.ts";

const smoothing = 0.85;

interface Drawn {
  /** The loss at a rate, without noise. */
  readonly loss: (learningRate: number, seed: number) => number;
  readonly noise?: number;
  readonly seeds?: number;
  readonly from?: number;
  readonly to?: number;
  readonly steps?: number;
}

/** A range test of a loss that is known. Chance is 1.8. */
function rangeOf({ loss, noise = 0.15, seeds = 3, from = 1e-7, to = 10, steps = 100 }: Drawn): LearningRateRange {
  const curves = Array.from({ length: seeds }, (_, seed) => {
    const smooth = biasCorrectedAverage(smoothing);
    const points: RangePoint[] = [];
    for (let step = 0; step < steps; step += 1) {
      const learningRate = from * (to / from) ** (step / (steps - 1));
      const value = loss(learningRate, seed) + draws(seed, "noise", step).normal(0, noise);
      points.push({ learningRate, loss: value, smoothedLoss: smooth(value) });
    }
    return { seed, points, end: "highest-rate" as const };
  });
  return { curves, chanceLoss: 1.8, from, to, steps, batch: 32, smoothing, stopFactor: 4 };
}

/** Falls from 2.2 to 1 over the decades between two rates, stays there for a decade and grows after that. */
const valley =
  (falls: number, lowest: number) =>
  (learningRate: number): number => {
    const place = Math.log10(learningRate / falls) / Math.log10(lowest / falls);
    const rise = Math.max(0, Math.log10(learningRate / lowest) - 1);
    return 2.2 - 1.2 * Math.min(1, Math.max(0, place)) + 2 * rise;
  };

function suggested(suggestion: LearningRateSuggestion): Suggested {
  expect(suggestion.verdict).toBe("suggested");
  return suggestion as Suggested;
}

describe("a suggestion", () => {
  test("lies between the rate that learns and the rate of the lowest loss, in the middle of a logarithmic axis", () => {
    // Chance, 1.8, is passed a third of the way from 1e-4 to 1e-1; the valley's floor reaches from there to 1.
    const { learningRate, learnsFrom, lowestAt } = suggested(
      suggestLearningRate(rangeOf({ loss: valley(1e-4, 1e-1), noise: 0 })),
    );
    // The smoothing rounds the curve's corners, by less than its lag of 0.46 decades.
    expect(Math.abs(Math.log10(learnsFrom / 1e-3))).toBeLessThan(0.46);
    expect(Math.log10(lowestAt)).toBeGreaterThan(-1.1);
    expect(Math.log10(lowestAt)).toBeLessThan(0.1);
    expect(learningRate).toBeCloseTo(Math.sqrt(learnsFrom * lowestAt), 6);
  });

  test.each([
    ["from 1e-5 to 1", { from: 1e-5, to: 1 }],
    ["with 400 steps", { steps: 400 }],
    ["with 50 steps", { steps: 50 }],
    ["with five seeds", { seeds: 5 }],
  ])("%s agrees with the one of the default range within a factor of 3", (_, more) => {
    const loss = valley(1e-4, 3e-2);
    const usual = suggested(suggestLearningRate(rangeOf({ loss }))).learningRate;
    const other = suggested(suggestLearningRate(rangeOf({ loss, ...more }))).learningRate;
    expect(Math.abs(Math.log10(other / usual))).toBeLessThan(Math.log10(3));
  });

  test("is not drawn to where a bad start falls steepest", () => {
    // From 4 to chance between 1e-6 and 1e-5, where the network learns to guess; it learns from the photos after 1e-3.
    const loss = (learningRate: number): number =>
      1.8 + 2.2 * Math.min(1, Math.max(0, -5 - Math.log10(learningRate))) + valley(1e-3, 1e-1)(learningRate) - 2.2;
    const { seeds, learningRate } = suggested(suggestLearningRate(rangeOf({ loss, noise: 0.1 })));
    for (const { steepestAt } of seeds) expect(steepestAt).toBeLessThan(1e-4);
    expect(learningRate).toBeGreaterThan(3e-3);
    expect(learningRate).toBeLessThan(1e-1);
  });

  test("is the median, and the spread shows all seeds", () => {
    const loss = (learningRate: number, seed: number): number => valley(1e-4 * 2 ** seed, 1e-1)(learningRate);
    const { learningRate, spread, seeds } = suggested(suggestLearningRate(rangeOf({ loss })));
    const own = seeds.map(({ suggestion }) => suggestion!).sort((a, b) => a - b);
    expect(spread).toEqual([own[0], own[2]]);
    expect(learningRate).toBeCloseTo(own[1]!, 9);
  });
});

describe("refused", () => {
  const codeOf = (drawn: Drawn): string => {
    const suggestion = suggestLearningRate(rangeOf(drawn));
    return suggestion.verdict === "refused" ? suggestion.code : suggestion.verdict;
  };

  test("where losses are noise about chance, in each of 100 draws, and few seeds alone pass", () => {
    let passed = 0;
    for (let draw = 0; draw < 100; draw += 1) {
      const loss = (learningRate: number, seed: number): number =>
        draws(draw * 3 + seed, "flat", Math.round(1e3 * Math.log10(learningRate)) + 1e5).normal(1.8, 0.15);
      const { verdict, seeds } = suggestLearningRate(rangeOf({ loss, noise: 0 }));
      expect(verdict).toBe("refused");
      passed += seeds.filter(({ learns }) => learns).length;
    }
    expect(passed).toBeLessThan(15); // of 300; 6 or 7 are expected
  });

  test("where the loss falls to chance and no further, however steeply", () => {
    const loss = (learningRate: number): number => 1.8 + Math.max(0, -3 - Math.log10(learningRate));
    expect(codeOf({ loss })).toBe("nothing-descends");
    expect(codeOf({ loss, noise: 0 })).toBe("nothing-descends");
  });

  test("where one of three seeds learns, and not where two do", () => {
    const first = (count: number) => (learningRate: number, seed: number) =>
      seed < count ? valley(1e-4, 1e-1)(learningRate) : 2;
    expect(codeOf({ loss: first(1) })).toBe("nothing-descends");
    expect(codeOf({ loss: first(2) })).toBe("suggested");
  });

  test("where the seeds' suggestions are more than a factor of 10 apart, with both ends told", () => {
    const loss = (learningRate: number, seed: number): number =>
      valley(1e-6 * 100 ** seed, 1e-4 * 100 ** seed)(learningRate);
    const refusal = suggestLearningRate(rangeOf({ loss, to: 1e3 }));
    expect(refusal).toMatchObject({ verdict: "refused", code: "seeds-disagree" });
    expect(refusal.reason).toMatch(/The seeds' suggestions go from \S+ to \S+, a factor of \d+/);
  });

  test("where the range cuts off the end of the fall, or its beginning", () => {
    expect(codeOf({ loss: valley(1e-4, 1e-1), to: 2e-2 })).toBe("range-ends-too-low");
    expect(codeOf({ loss: valley(1e-4, 1e-1), from: 2e-2, to: 100 })).toBe("range-starts-too-high");
  });

  test("where the loss is only about to fall at the last rate, with that as the hint", () => {
    const refusal = suggestLearningRate(rangeOf({ loss: valley(1e-4, 1e-1), to: 1e-3 }));
    expect(refusal).toMatchObject({
      code: "nothing-descends",
      hint: expect.stringContaining("go on higher than 0.001"),
    });
  });

  test("where no loss is finite, and where only the first few are", () => {
    const range = rangeOf({ loss: valley(1e-4, 1e-1) });
    for (const kept of [0, 3]) {
      const curves = range.curves.map(({ seed, points }) => ({
        seed,
        points: points.slice(0, kept),
        end: "loss-not-finite" as const,
      }));
      const refusal = suggestLearningRate({ ...range, curves });
      expect(refusal).toMatchObject({ verdict: "refused", code: "nothing-descends" });
      expect(refusal.reason).toContain("not finite from the first steps on");
    }
  });
});

test("a reason reads as a sentence", () => {
  const { reason } = suggestLearningRate(rangeOf({ loss: valley(1e-4, 1e-1), noise: 0 }));
  expect(reason).toMatchInlineSnapshot(
    `"In all 3 seeds the loss falls below chance (1.80): from about 0.00097 on, down to its lowest at about 0.31. 0.017 is the middle of these rates; the seeds' own lie between 0.017 and 0.017."`,
  );
});

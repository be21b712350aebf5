import { expect, test } from "vitest";
import { draws } from "../../src/base/random.ts";
import type { Fans, Initializer } from "../../src/nn/initializer.ts";

export interface Moments {
  readonly options?: Record<string, unknown>;
  readonly mean: number;
  readonly deviation: number;
  /** No number is further from the mean; default: six deviations. */
  readonly furthest?: number;
}

/** A convolution's weight, 64 filters over 32 channels of 3x3 pixels: 18,432 numbers. */
const shape = [64, 32, 3, 3];
export const convolutionFans: Fans = { fanIn: 32 * 9, fanOut: 64 * 9 };

/** The numbers are a function of the draws alone and have the mean and deviation that the definition says. */
export function initializerContract(initializer: Initializer, cases: readonly Moments[]): void {
  const fill = (options: Record<string, unknown>, purpose = "initial"): Float32Array =>
    initializer.fill(shape, convolutionFans, draws(1, purpose), initializer.schema.parse(options));
  const first = cases[0]!.options ?? {};

  test(`${initializer.id} gives the same numbers for the same draws, and no two weights alike by chance`, () => {
    expect(fill(first)).toEqual(fill(first));
    if (cases[0]!.deviation > 0) expect(fill(first, "another")).not.toEqual(fill(first));
  });
  test(`${initializer.id} fills tensors of one axis and of none`, () => {
    const options = initializer.schema.parse(first);
    expect(initializer.fill([5], { fanIn: 5, fanOut: 5 }, draws(1, "x"), options)).toHaveLength(5);
    expect(initializer.fill([], { fanIn: 1, fanOut: 1 }, draws(1, "x"), options)).toHaveLength(1);
  });
  for (const { options = {}, mean, deviation, furthest = 6 * deviation } of cases) {
    test(`${initializer.id} ${JSON.stringify(options)} has mean ${mean} and deviation ${deviation}`, () => {
      const numbers = fill(options);
      const average = numbers.reduce((sum, v) => sum + v, 0) / numbers.length;
      const variance = numbers.reduce((sum, v) => sum + (v - average) ** 2, 0) / numbers.length;
      // 18,432 numbers: the mean's standard error is 0.0074 deviations, the deviation's 0.0052 of itself; five of each.
      expect(Math.abs(average - mean)).toBeLessThanOrEqual(0.037 * deviation + 1e-7);
      expect(Math.abs(Math.sqrt(variance) - deviation)).toBeLessThanOrEqual(0.026 * deviation + 1e-7);
      const worst = numbers.reduce((most, v) => Math.max(most, Math.abs(v - mean)), 0);
      expect(worst).toBeLessThanOrEqual(furthest * (1 + 1e-6));
    });
  }
}

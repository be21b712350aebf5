import { expect } from "vitest";

/** Each number is within half of 10^-digits of the expected one, and there are as many. */
export function expectCloseNumbers(got: readonly number[], expected: readonly number[], digits = 6): void {
  expect(got.length).toBe(expected.length);
  for (const [i, value] of got.entries()) expect(value, `element ${i}`).toBeCloseTo(expected[i]!, digits);
}

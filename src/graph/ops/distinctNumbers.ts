import { type Shape, sizeOf } from "../tensor.ts";

/**
 * Trial numbers about a fifth apart, in no order: where an extremum changes hands there is a kink, and random numbers may lie
 * too near to one for finite differences.
 */
export function spread(shape: Shape, offset = 0): { shape: Shape; values: number[] } {
  const count = sizeOf(shape);
  // 17 has no factor in common with the sizes of trials, so that every place gets a number of its own.
  return { shape, values: Array.from({ length: count }, (_, i) => offset + 0.25 * (((i + 1) * 17) % count) - 1) };
}

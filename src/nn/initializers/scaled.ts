import { z } from "zod";
import type { Draws } from "../../base/random.ts";
import { type Shape, sizeOf } from "../../graph/tensor.ts";

/** The factor on the standard deviation, to make a bad start on purpose or to suit another activation. */
export const gainField = z.number().gt(0).default(1).describe("factor on the standard deviation; default 1");

/** Normal numbers of mean 0. */
export function normalNumbers(shape: Shape, rng: Draws, deviation: number): Float32Array {
  return Float32Array.from({ length: sizeOf(shape) }, () => rng.normal(0, deviation));
}

/** Uniform numbers of mean 0 with the given standard deviation: a range of sqrt(3) deviations to each side. */
export function uniformNumbers(shape: Shape, rng: Draws, deviation: number): Float32Array {
  const limit = Math.sqrt(3) * deviation;
  return Float32Array.from({ length: sizeOf(shape) }, () => rng.uniform(-limit, limit));
}

import type { Value } from "../graph.ts";
import { add } from "./add.ts";
import { mul } from "./mul.ts";
import { reciprocal } from "./reciprocal.ts";
import { reduceMean } from "./reduceMean.ts";
import { reshape } from "./reshape.ts";
import { sqrt } from "./sqrt.ts";
import { sub } from "./sub.ts";

/** x with its mean over `axes` taken off and divided by its standard deviation over them, and what it was multiplied by. */
export interface Normalized {
  readonly value: Value;
  /** 1 / sqrt(variance + epsilon), broadcasting against x. */
  readonly factor: Value;
}

/** Normalises x over `axes`: (x - mean) / sqrt(variance + epsilon), with the population's variance. */
export function normalize(x: Value, axes: readonly number[], epsilon: number): Normalized {
  const centred = sub(x, reduceMean(x, axes));
  const factor = inverseDeviation(reduceMean(mul(centred, centred), axes), epsilon);
  return { value: mul(centred, factor), factor };
}

/** 1 / sqrt(variance + epsilon). */
export function inverseDeviation(variance: Value, epsilon: number): Value {
  return reciprocal(sqrt(add(variance, epsilon)));
}

/**
 * The gradient through a normalisation: the gradient by the normalised value, less its mean and less its share along the
 * normalised value, times the factor.
 */
export function normalizeGradient(byNormalized: Value, normalized: Normalized, axes: readonly number[]): Value {
  const along = reduceMean(mul(byNormalized, normalized.value), axes);
  const centred = sub(byNormalized, reduceMean(byNormalized, axes));
  return mul(sub(centred, mul(normalized.value, along)), normalized.factor);
}

/** A number per channel [C] as [C, 1...], so that it broadcasts against x [N, C, places...]. */
export function perChannel(value: Value, x: Value): Value {
  return reshape(value, [x.shape[1]!, ...x.shape.slice(2).map(() => 1)]);
}

import type { Draws } from "./random.ts";

/**
 * A number of 0..1 from the Beta(alpha, alpha) distribution: uniform for alpha 1, near 0 and 1 for small alpha.
 *
 * @param alpha above 0
 * @source Marsaglia & Tsang 2000, "A simple method for generating gamma variables"; for alpha under 1 by its section 6
 */
export function drawBeta(alpha: number, rng: Draws): number {
  const [first, second] = [logGamma(alpha, rng), logGamma(alpha, rng)];
  // By logarithms, since both numbers may be too small for a double.
  return 1 / (1 + Math.exp(second - first));
}

/** The logarithm of a number from the gamma distribution of that shape. */
function logGamma(shape: number, rng: Draws): number {
  if (shape < 1) return logGamma(shape + 1, rng) + Math.log(1 - rng.uniform()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - rng.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

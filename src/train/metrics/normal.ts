/** The density of the standard normal distribution. */
function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/**
 * The chance that a standard normal number is at most x. Relative error under 1e-13, in the lower tail too.
 *
 * Source  Near the middle the series of Marsaglia 2004, "Evaluating the normal distribution", equation 3; in the tails the
 *         continued fraction of Laplace (Abramowitz & Stegun 26.2.14), from its far end.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x > 2.5) return 1 - upperTail(x);
  if (x < -2.5) return upperTail(-x);
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > 1e-18; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + normalDensity(x) * sum;
}

/** The chance of a standard normal number above x, for x > 2.5, where 100 steps of the fraction are plenty. */
function upperTail(x: number): number {
  if (x > 40) return 0; // The density is below the smallest float64.
  let denominator = x;
  for (let k = 100; k >= 1; k -= 1) denominator = x + k / denominator;
  return normalDensity(x) / denominator;
}

/**
 * The number that a standard normal number stays below with chance p: the inverse of {@link normalCdf}.
 *
 * @param p in 0..1; 0 gives -Infinity and 1 gives Infinity, anything outside NaN
 * @source  Wichura 1988, algorithm AS 241 (PPND16), relative error about 1e-16
 * @example normalQuantile(0.975) // 1.959963984540054
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(centre.above, r)) / polynomial(centre.below, r);
  }
  const tail = q < 0 ? p : 1 - p;
  if (!(tail >= 0)) return Number.NaN;
  if (tail === 0) return q < 0 ? -Infinity : Infinity;
  const r = Math.sqrt(-Math.log(tail));
  const distance =
    r <= 5
      ? polynomial(middle.above, r - 1.6) / polynomial(middle.below, r - 1.6)
      : polynomial(far.above, r - 5) / polynomial(far.below, r - 5);
  return q < 0 ? -distance : distance;
}

/** The polynomial with these coefficients, the constant first. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

// The coefficients of AS 241 as the nearest float64, each rational function as `above` over `below`.
const centre = {
  above: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  below: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852546,
  ],
};
const middle = {
  above: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  below: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
};
const far = {
  above: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
  ],
  below: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
};

import { assert } from "./errors.ts";

/**
 * The regularised incomplete beta function I_x(a, b): the share of a beta(a, b) distribution that lies below x.
 *
 * @param x 0..1
 * @param a above 0
 * @param b above 0
 * @returns 0..1, to about 14 digits
 * @source Abramowitz & Stegun 1964, 26.5.8, the continued fraction, by Lentz's method (Thompson & Barnett 1986)
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  assert(x >= 0 && x <= 1 && a > 0 && b > 0, `I_x(a, b) needs x of 0..1 and a, b above 0, not ${x}, ${a}, ${b}`);
  if (x === 0 || x === 1) return x;
  // The fraction converges quickly left of the distribution's middle only; the other side is the mirrored one.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) / a;
  return front * continuedFraction(x, a, b);
}

const smallest = 1e-300;

function continuedFraction(x: number, a: number, b: number): number {
  const away = (value: number): number => (Math.abs(value) < smallest ? smallest : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= 1000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let change = 1;
    for (const term of [even, odd]) {
      d = 1 / away(1 + term * d);
      c = away(1 + term / c);
      change = d * c;
      result *= change;
    }
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return result;
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Lanczos 1964 with g = 7 and 9 terms: the logarithm of the gamma function for x above 0, to about 15 digits. */
function logGamma(x: number): number {
  const terms = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const below = x - 1;
  const sum = terms.reduce((total, term, i) => total + term / (below + i + 1), 0.99999999999980993);
  const t = below + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (below + 0.5) * Math.log(t) - t + Math.log(sum);
}

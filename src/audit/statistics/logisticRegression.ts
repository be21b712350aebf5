import { assert } from "../../base/errors.ts";

/** A fitted logistic regression of two classes. */
export interface LogisticRegression {
  /** [width] */
  readonly coefficients: Float64Array;
  readonly intercept: number;
}

const mostSteps = 100;

/**
 * Logistic regression with an L2 penalty on the coefficients, not on the intercept, by Newton's method.
 *
 * Minimises |b|^2 / (2 C) + sum_i w_i log(1 + exp(-s_i (x_i b + a))) with s = 1 for positives and -1 for the others: the
 * objective of scikit-learn, with its C.
 *
 * @param features [n, width] row by row; bring the columns to one scale first, as the penalty knows no units
 * @param isPositive [n] 1 for a positive, else 0
 * @param weights [n] how much each row counts; default 1
 * @param c inverse strength of the penalty, above 0
 */
export function logisticRegression(
  features: Float64Array,
  width: number,
  isPositive: ArrayLike<number>,
  { c, weights }: { readonly c: number; readonly weights?: ArrayLike<number> | undefined },
): LogisticRegression {
  const rows = isPositive.length;
  assert(features.length === rows * width, "each row has all its features");
  const size = width + 1; // the intercept is last
  let beta = new Float64Array(size);
  let loss = objective(features, width, isPositive, weights, c, beta);
  for (let step = 0; step < mostSteps; step += 1) {
    const gradient = new Float64Array(size);
    const hessian = new Float64Array(size * size);
    for (let i = 0; i < width; i += 1) {
      gradient[i] = beta[i]! / c;
      hessian[i * size + i] = 1 / c;
    }
    hessian[width * size + width] = 1e-12; // Rows that are all certain leave the intercept without curvature.
    for (let row = 0; row < rows; row += 1) {
      const x = features.subarray(row * width, (row + 1) * width);
      const weight = weights?.[row] ?? 1;
      const probability = 1 / (1 + Math.exp(-scoreOf(x, beta)));
      const slope = weight * (probability - isPositive[row]!);
      const curve = weight * probability * (1 - probability);
      for (let i = 0; i < width; i += 1) {
        gradient[i]! += slope * x[i]!;
        const share = curve * x[i]!;
        for (let j = 0; j <= i; j += 1) hessian[i * size + j]! += share * x[j]!;
        hessian[width * size + i]! += share;
      }
      gradient[width]! += slope;
      hessian[width * size + width]! += curve;
    }
    const direction = solvePositive(hessian, gradient, size);
    const slope = direction.reduce((sum, value, i) => sum + value * gradient[i]!, 0);
    if (slope < 1e-12 * Math.max(1, loss)) break;
    // Newton's full step may overshoot where rows are nearly certain; half of it until the objective falls enough.
    let share = 1;
    let next = beta;
    let nextLoss = loss;
    for (; share > 1e-10; share /= 2) {
      next = beta.map((value, i) => value - share * direction[i]!);
      nextLoss = objective(features, width, isPositive, weights, c, next);
      if (nextLoss <= loss - 1e-4 * share * slope) break;
    }
    if (share <= 1e-10) break;
    beta = next;
    loss = nextLoss;
  }
  return { coefficients: beta.slice(0, width), intercept: beta[width]! };
}

/** The log-odds of a row. */
export function logOdds({ coefficients, intercept }: LogisticRegression, row: ArrayLike<number>): number {
  let sum = intercept;
  for (let i = 0; i < coefficients.length; i += 1) sum += coefficients[i]! * row[i]!;
  return sum;
}

function scoreOf(x: Float64Array, beta: Float64Array): number {
  let sum = beta[x.length]!;
  for (let i = 0; i < x.length; i += 1) sum += x[i]! * beta[i]!;
  return sum;
}

function objective(
  features: Float64Array,
  width: number,
  isPositive: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  c: number,
  beta: Float64Array,
): number {
  let sum = 0;
  for (let i = 0; i < width; i += 1) sum += beta[i]! ** 2 / (2 * c);
  for (let row = 0; row < isPositive.length; row += 1) {
    const score = scoreOf(features.subarray(row * width, (row + 1) * width), beta);
    const margin = isPositive[row] === 1 ? score : -score;
    sum += (weights?.[row] ?? 1) * (margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin);
  }
  return sum;
}

/** Solves A x = b for a positive definite A, whose lower half is given, by Cholesky's decomposition. Changes A. */
function solvePositive(a: Float64Array, b: Float64Array, n: number): Float64Array {
  for (let j = 0; j < n; j += 1) {
    for (let i = j; i < n; i += 1) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k += 1) sum -= a[i * n + k]! * a[j * n + k]!;
      a[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / a[j * n + j]!;
    }
  }
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < i; k += 1) x[i]! -= a[i * n + k]! * x[k]!;
    x[i]! /= a[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < n; k += 1) x[i]! -= a[k * n + i]! * x[k]!;
    x[i]! /= a[i * n + i]!;
  }
  return x;
}

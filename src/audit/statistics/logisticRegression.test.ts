import { expect, test } from "vitest";
import reference from "../../../test/fixtures/audit.json" with { type: "json" };
import { logisticRegression, logOdds } from "./logisticRegression.ts";

const { x, y, weights, width, fits } = reference.logistic;

test("coefficients are scikit-learn's at each strength of the penalty", () => {
  for (const { c, coefficients, intercept } of fits) {
    const fitted = logisticRegression(Float64Array.from(x), width, y, { c, weights });
    fitted.coefficients.forEach((value, i) => {
      expect(value).toBeCloseTo(coefficients[i]!, 5); // scikit-learn's solver stops at 1e-12 of the gradient
    });
    expect(fitted.intercept).toBeCloseTo(intercept, 5);
  }
});

test("a weight of 2 is the same as the row twice", () => {
  const twice = logisticRegression(Float64Array.from([...x, ...x]), width, [...y, ...y], { c: 1 });
  const weighed = logisticRegression(Float64Array.from(x), width, y, { c: 1, weights: y.map(() => 2) });
  weighed.coefficients.forEach((value, i) => {
    expect(value).toBeCloseTo(twice.coefficients[i]!, 8);
  });
});

test("rows that are wholly apart end with finite coefficients that part them", () => {
  const fitted = logisticRegression(Float64Array.from([-2, -1, 1, 2]), 1, [0, 0, 1, 1], { c: 1e6 });
  expect(Number.isFinite(fitted.coefficients[0]!)).toBe(true);
  expect(logOdds(fitted, [-1])).toBeLessThan(0);
  expect(logOdds(fitted, [1])).toBeGreaterThan(0);
});

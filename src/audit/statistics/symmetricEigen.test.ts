import fc from "fast-check";
import { expect, test } from "vitest";
import reference from "../../../test/fixtures/audit.json" with { type: "json" };
import { leadingEigen } from "./leadingEigen.ts";
import { symmetricEigen } from "./symmetricEigen.ts";

test("eigenvalues are NumPy's", () => {
  const { matrix, eigenvalues } = reference.symmetric;
  const { values } = symmetricEigen(matrix, 6);
  values.forEach((value, i) => {
    expect(value).toBeCloseTo(eigenvalues[i]!, 8);
  });
});

test("a matrix times its eigenvector is the eigenvector times its eigenvalue, and eigenvectors are orthonormal", () => {
  const entries = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 15, maxLength: 15 });
  fc.assert(
    fc.property(entries, (upper) => {
      const n = 5;
      const a = new Float64Array(n * n);
      let next = 0;
      for (let i = 0; i < n; i += 1) {
        for (let j = i; j < n; j += 1) {
          a[i * n + j] = upper[next]!;
          a[j * n + i] = upper[next]!;
          next += 1;
        }
      }
      const { values, vectors } = symmetricEigen(a, n);
      for (let k = 0; k < n; k += 1) {
        for (let i = 0; i < n; i += 1) {
          let image = 0;
          for (let j = 0; j < n; j += 1) image += a[i * n + j]! * vectors[k * n + j]!;
          expect(image).toBeCloseTo(values[k]! * vectors[k * n + i]!, 8);
        }
        for (let other = 0; other <= k; other += 1) {
          let product = 0;
          for (let j = 0; j < n; j += 1) product += vectors[k * n + j]! * vectors[other * n + j]!;
          expect(product).toBeCloseTo(k === other ? 1 : 0, 10);
        }
      }
    }),
    { numRuns: 50 },
  );
});

test("orthogonal iteration finds the same leading eigenvalues as all of them at once", () => {
  const n = 30;
  // Gram matrix of known vectors: entries depend on i and j smoothly, so eigenvalues fall fast.
  const a = Float64Array.from({ length: n * n }, (_, at) => Math.exp(-(((at % n) - Math.floor(at / n)) ** 2) / 20));
  const all = symmetricEigen(a, n).values;
  const { values } = leadingEigen(a, n, 5);
  expect(values).toHaveLength(5);
  values.forEach((value, i) => {
    expect(value).toBeCloseTo(all[i]!, 6);
  });
});

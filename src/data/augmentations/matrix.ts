/** A 3 x 3 matrix, row by row. */
export type Matrix = readonly [number, number, number, number, number, number, number, number, number];

/** The matrix product a b: of points first `b`, then `a`. */
export function product(a: Matrix, b: Matrix): Matrix {
  const cell = (row: number, column: number): number =>
    a[row * 3]! * b[column]! + a[row * 3 + 1]! * b[column + 3]! + a[row * 3 + 2]! * b[column + 6]!;
  return [cell(0, 0), cell(0, 1), cell(0, 2), cell(1, 0), cell(1, 1), cell(1, 2), cell(2, 0), cell(2, 1), cell(2, 2)];
}

/** The adjugate: the inverse times the determinant. */
export function adjugate([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
}

/** The inverse; the determinant must not be 0. */
export function inverseMatrix(matrix: Matrix): Matrix {
  const scaled = adjugate(matrix);
  const [a, b, c] = matrix;
  const determinant = a * scaled[0] + b * scaled[3] + c * scaled[6];
  return scaled.map((value) => value / determinant) as unknown as Matrix;
}

import { z } from "zod";
import type { Draws } from "../../base/random.ts";
import { sizeOf } from "../../graph/tensor.ts";
import { defineInitializer } from "../initializer.ts";

/**
 * A random matrix of orthonormal rows (or columns, whichever are fewer), times `gain`: signals keep their length through
 * many linear layers. The matrix is [first axis, all the others].
 *
 * Costs rows^2 * columns multiplications, where rows are the fewer: 3 s for a 512x512x3x3 convolution.
 *
 * @source Saxe, McClelland & Ganguli 2013, "Exact solutions to the nonlinear dynamics of learning in deep linear networks"
 */
export const orthogonal = defineInitializer({
  id: "orthogonal",
  summary: "a random matrix whose rows (or columns) are orthogonal and of length gain",
  schema: z.strictObject({
    gain: z.number().gt(0).default(1).describe("length of each row; sqrt(2), 1.414, before ReLUs; default 1"),
  }),
  fill: (shape, _fans, rng, { gain }) => {
    const rows = shape[0] ?? 1;
    const columns = sizeOf(shape) / Math.max(1, rows);
    const vectors = orthonormal(Math.min(rows, columns), Math.max(rows, columns), rng);
    const numbers = new Float32Array(sizeOf(shape));
    vectors.forEach((vector, i) => {
      vector.forEach((value, j) => {
        numbers[rows <= columns ? i * columns + j : j * columns + i] = gain * value;
      });
    });
    return numbers;
  },
});

/** `count` orthonormal vectors by Gram and Schmidt, each projected twice, as once loses digits to rounding. */
function orthonormal(count: number, length: number, rng: Draws): Float64Array[] {
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const vector = Float64Array.from({ length }, () => rng.normal());
    for (let pass = 0; pass < 2; pass += 1) {
      for (const earlier of vectors) {
        let projection = 0;
        for (let i = 0; i < length; i += 1) projection += vector[i]! * earlier[i]!;
        for (let i = 0; i < length; i += 1) vector[i] = vector[i]! - projection * earlier[i]!;
      }
    }
    const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
    vectors.push(vector.map((value) => value / norm));
  }
  return vectors;
}

import { expect, test } from "vitest";
import { draws } from "../../base/random.ts";
import { bestAssignment } from "./assignment.ts";

function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((rest) =>
    Array.from({ length: n }, (_, at) => [...rest.slice(0, at), n - 1, ...rest.slice(at)]),
  );
}

const sumOf = (gains: number[][], columns: readonly number[]): number =>
  columns.reduce((sum, column, row) => sum + gains[row]![column]!, 0);

test.each([1, 2, 3, 4, 5, 6])("of %i rows, no assignment has a larger sum, ties and negative gains included", (n) => {
  for (let trial = 0; trial < 30; trial += 1) {
    const rng = draws(0, "assignment", n, trial);
    const gains = Array.from({ length: n }, () => Array.from({ length: n }, () => rng.below(7) - 2));
    const found = bestAssignment(gains);
    expect([...found].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
    expect(sumOf(gains, found)).toBe(Math.max(...permutations(n).map((columns) => sumOf(gains, columns))));
  }
});

test("a renaming of classes is found again", () => {
  const columns = [3, 0, 4, 1, 2];
  const gains = columns.map((column) => columns.map((_, i) => (i === column ? 5 : 1)));
  expect(bestAssignment(gains)).toEqual(columns);
});

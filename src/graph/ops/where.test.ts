import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { numbersOf, tensorOf } from "../tensor.ts";
import { equal } from "./equal.ts";
import { greater } from "./greater.ts";
import { sqrt } from "./sqrt.ts";
import { where, whereOperator } from "./where.ts";

operatorContract(whereOperator);

test("an infinite gradient does not become NaN in the branch that was not taken", async () => {
  // The slope of the root at 0 is infinite, and 0 times infinity would be NaN.
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [2], [0, 4]) }, ({ x }) =>
    sqrt(where(greater(x!, 0), x!, 0)),
  );
  expect(y).toEqual([0, 2]);
  expect(gradients.x).toEqual([0, 0.25]);
});

test("each element's gradient goes to the branch it came from", async () => {
  const { gradients } = await valueAndGradient(
    {
      condition: tensorOf("bool", [2, 2], [1, 0, 0, 1]),
      a: tensorOf("float32", [2, 2], [1, 2, 3, 4]),
      b: tensorOf("float32", [], [9]),
    },
    ({ condition, a, b }) => where(condition!, a!, b!),
  );
  expect(gradients).toEqual({ a: [1, 0, 0, 1], b: [2] });
});

test("constants are chosen while a model is read", () => {
  const graph = new Graph();
  const chosen = where(
    equal(graph.integers([1, 3]), graph.integers([-1])),
    graph.integers([1, 1]),
    graph.integers([4, 5]),
  );
  expect(graph.folded(chosen)).toBeUndefined(); // the comparison is a node, until it is folded itself
  const condition = graph.constant(tensorOf("bool", [2], [0, 1]));
  expect(numbersOf(graph.folded(where(condition, graph.integers([1]), graph.integers([4, 5])))![0]!)).toEqual([4, 1]);
});

test("a condition that is no bool is refused", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2]);
  expect(() => where(x, x, 0)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Where
      expected bools and two tensors of one type, with shapes that broadcast, got float32 [2], float32 [2], float32 []
      try: change this layer's settings, or the layer before it]
  `);
});

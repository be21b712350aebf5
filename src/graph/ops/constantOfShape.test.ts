import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { Graph } from "../graph.ts";
import { tensorOf } from "../tensor.ts";
import { constantOfShape, constantOfShapeOperator } from "./constantOfShape.ts";

operatorContract(constantOfShapeOperator);

test("small ones fold to numbers; the default is the float32 0", () => {
  const graph = new Graph();
  const ones = constantOfShape(graph.integers([3]), tensorOf("int64", [1], [1]));
  expect(graph.folded(ones)).toEqual([tensorOf("int64", [3], [1, 1, 1])]);
  expect(graph.folded(constantOfShape(graph.integers([2])))).toEqual([tensorOf("float32", [2], [0, 0])]);
});

test("a shape that is computed while the graph runs is refused", () => {
  const graph = new Graph();
  const sizes = graph.input("sizes", "int64", [2]);
  expect(() => constantOfShape(sizes)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: input-not-constant at ConstantOfShape
      expected its input shape to be known before the graph runs, got sizes, which is computed while it runs
      try: export the model with fixed sizes, or simplify it so that shapes are constants]
  `);
});

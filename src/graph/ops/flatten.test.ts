import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { Graph } from "../graph.ts";
import { flatten, flattenOperator } from "./flatten.ts";

operatorContract(flattenOperator);

test("keeps the samples apart", () => {
  const graph = new Graph();
  expect(flatten(graph.input("x", "float32", [8, 3, 4, 4])).shape).toEqual([8, 48]);
  expect(flatten(graph.input("vector", "float32", [5])).shape).toEqual([5, 1]);
  expect(flatten(graph.input("scalar", "float32", []), 0).shape).toEqual([1, 1]);
});

test("an axis beyond the tensor is refused", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2, 3]);
  expect(() => flatten(x, 3)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Flatten
      expected an axis from -3 to 2, as x is [2,3], got axis 3
      try: change this layer's settings, or the layer before it]
  `);
});

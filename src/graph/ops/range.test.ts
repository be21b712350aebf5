import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { Graph } from "../graph.ts";
import { tensorOf } from "../tensor.ts";
import { range, rangeOperator } from "./range.ts";

operatorContract(rangeOperator);

test("folds to the numbers that the runtime gives", async () => {
  const graph = new Graph();
  const [start, limit, step] = [1, 8, 3].map((value) => graph.scalar(value, "int64"));
  expect(graph.folded(range(start!, limit!, step!))).toEqual([tensorOf("int64", [3], [1, 4, 7])]);
});

test("a step of 0 is refused", () => {
  const graph = new Graph();
  const zero = graph.scalar(0, "int64");
  expect(() => range(zero, zero, zero)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Range
      expected a step other than 0, got 0
      try: change this layer's settings, or the layer before it]
  `);
});

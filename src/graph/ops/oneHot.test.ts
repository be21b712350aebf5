import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { evaluate } from "../../../test/support/run.ts";
import { Graph } from "../graph.ts";
import { numbersOf, tensorOf } from "../tensor.ts";
import { argMax } from "./argMax.ts";
import { oneHot, oneHotOperator } from "./oneHot.ts";

operatorContract(oneHotOperator);

test("each row has one 1, where argMax finds the index again", async () => {
  const indices = tensorOf("int64", [3], [2, 0, 1]);
  const { rows, found } = await evaluate({ indices }, (values) => {
    const rows = oneHot(values.indices!, 3);
    return { rows, found: argMax(rows, 1, 0) };
  });
  expect(numbersOf(rows)).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0]);
  expect(found).toEqual(indices);
});

test("a depth of 0 is refused", () => {
  const graph = new Graph();
  expect(() => oneHot(graph.input("indices", "int64", [2]), 0)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at OneHot
      expected a depth of 1 or more, and two values (off and on), got depth 0, values [2]
      try: change this layer's settings, or the layer before it]
  `);
});

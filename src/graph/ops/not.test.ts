import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { evaluate } from "../../../test/support/run.ts";
import { Graph } from "../graph.ts";
import { numbersOf, tensorOf } from "../tensor.ts";
import { not, notOperator } from "./not.ts";

operatorContract(notOperator);

test("turns each bool round; numbers are refused", async () => {
  const { y } = await evaluate({ x: tensorOf("bool", [2], [0, 1]) }, ({ x }) => ({ y: not(x!) }));
  expect(numbersOf(y)).toEqual([1, 0]);
  const graph = new Graph();
  expect(() => not(graph.input("x", "int64", [2]))).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Not
      expected bools, got int64 [2]
      try: change this layer's settings, or the layer before it]
  `);
});

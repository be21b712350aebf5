import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { evaluate } from "../../../test/support/run.ts";
import { Graph } from "../graph.ts";
import { tensorOf } from "../tensor.ts";
import { argMax, argMaxOperator } from "./argMax.ts";

operatorContract(argMaxOperator);

test("of equal numbers the first is named", async () => {
  const x = tensorOf("float32", [2, 3], [1, 5, 5, 2, 2, 2]);
  const { y } = await evaluate({ x }, (values) => ({ y: argMax(values.x!, 1, 0) }));
  expect(y).toEqual(tensorOf("int64", [2], [1, 0]));
});

test("an axis that is not there is refused", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2, 3]);
  expect(() => argMax(x, 2)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at ArgMax
      expected an axis from -2 to 1, as x is [2,3], got axis 2
      try: change this layer's settings, or the layer before it]
  `);
});

import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { evaluate } from "../../../test/support/run.ts";
import { Graph } from "../graph.ts";
import { numbersOf, tensorOf } from "../tensor.ts";
import { or, orOperator } from "./or.ts";

operatorContract(orOperator);

test("the table of truth, run and while a model is read", async () => {
  const a = tensorOf("bool", [4], [0, 0, 1, 1]);
  const b = tensorOf("bool", [4], [0, 1, 0, 1]);
  const { y } = await evaluate({ a, b }, (values) => ({ y: or(values.a!, values.b!) }));
  const graph = new Graph();
  expect(numbersOf(y)).toEqual([0, 1, 1, 1]);
  expect(numbersOf(graph.folded(or(graph.constant(a), graph.constant(b)))![0]!)).toEqual([0, 1, 1, 1]);
});

test("numbers are refused", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2]);
  expect(() => or(x, x)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Or
      expected bools, got float32 [2]
      try: change this layer's settings, or the layer before it]
  `);
});

import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { numbersOf, tensorOf } from "../tensor.ts";
import { sub, subOperator } from "./sub.ts";

operatorContract(subOperator);

test("x - x is 0, and so is its gradient", async () => {
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [3], [1, -2, 0]) }, ({ x }) => sub(x!, x!));
  expect(y).toEqual([0, 0, 0]);
  expect(gradients.x).toEqual([0, 0, 0]);
});

test("a number on either side is a scalar", async () => {
  const { y } = await valueAndGradient({ x: tensorOf("float32", [2], [1, 2]) }, ({ x }) => sub(10, sub(x!, 1)));
  expect(y).toEqual([10, 9]);
});

test("constants are subtracted while a model is read", () => {
  const graph = new Graph();
  expect(numbersOf(graph.folded(sub(graph.integers([5, 7]), graph.integers([2])))![0]!)).toEqual([3, 5]);
});

test("shapes that do not broadcast are refused", () => {
  const graph = new Graph();
  const [a, b] = [graph.input("a", "float32", [2, 3]), graph.input("b", "float32", [2])];
  expect(() => graph.within("2.subtract", () => sub(a, b))).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at 2.subtract (Sub)
      expected two shapes of one type that broadcast, got float32 [2,3] and float32 [2]
      try: change this layer's settings, or the layer before it]
  `);
});

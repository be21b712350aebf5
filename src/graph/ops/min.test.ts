import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { tensorOf } from "../tensor.ts";
import { min, minOperator } from "./min.ts";

operatorContract(minOperator);
agreesWithPyTorch(minOperator, "min");

test("three inputs that tie share the gradient; a single winner has all of it", async () => {
  const { y, gradients } = await valueAndGradient(
    { a: tensorOf("float32", [2], [1, 3]), b: tensorOf("float32", [2], [1, 2]), c: tensorOf("float32", [], [1]) },
    ({ a, b, c }) => min(a!, b!, min(c!, 10)),
  );
  expect(y).toEqual([1, 1]);
  const total = [gradients.a!, gradients.b!, gradients.c!].flat().reduce((sum, slope) => sum + slope, 0);
  expect(total).toBeCloseTo(2, 6);
  expect(gradients.a![0]).toBeCloseTo(1 / 3, 6);
  expect(gradients.a![1]).toBe(0);
});

test("shapes that do not broadcast are refused", () => {
  const graph = new Graph();
  const [a, b] = [graph.input("a", "float32", [2]), graph.input("b", "float32", [3])];
  expect(() => min(a, b)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Min
      expected tensors of one type, with shapes that broadcast, got float32 [2], float32 [3]
      try: change this layer's settings, or the layer before it]
  `);
});

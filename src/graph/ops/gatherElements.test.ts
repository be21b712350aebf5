import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { tensorOf } from "../tensor.ts";
import { gatherElements, gatherElementsOperator } from "./gatherElements.ts";

operatorContract(gatherElementsOperator);
agreesWithPyTorch(gatherElementsOperator, "gatherElements");

test("an element taken twice gets both gradients", async () => {
  const { y, gradients } = await valueAndGradient(
    { x: tensorOf("float32", [2, 2], [1, 2, 3, 4]), indices: tensorOf("int64", [2, 2], [1, 1, 0, -1]) },
    ({ x, indices }) => gatherElements(x!, indices!, 1),
  );
  expect(y).toEqual([2, 2, 3, 4]);
  expect(gradients.x).toEqual([0, 2, 1, 1]);
});

test("indices wider than x are refused", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2, 3]);
  expect(() => gatherElements(x, graph.input("indices", "int64", [3, 3]), 1)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at GatherElements
      expected indices no larger than x [2,3] beside axis 1, got [3,3]
      try: change this layer's settings, or the layer before it]
  `);
});

import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { tensorOf } from "../tensor.ts";
import { scatterElements, scatterElementsOperator } from "./scatterElements.ts";

operatorContract(scatterElementsOperator);
agreesWithPyTorch(scatterElementsOperator, "scatterElements");

test("what is replaced gets no gradient", async () => {
  const { y, gradients } = await valueAndGradient(
    {
      data: tensorOf("float32", [3], [1, 2, 3]),
      indices: tensorOf("int64", [1], [-1]),
      updates: tensorOf("float32", [1], [9]),
    },
    ({ data, indices, updates }) => scatterElements(data!, indices!, updates!),
  );
  expect(y).toEqual([1, 2, 9]);
  expect(gradients).toEqual({ data: [1, 1, 0], updates: [1] });
});

test("updates without an index each are refused", () => {
  const graph = new Graph();
  const data = graph.input("data", "float32", [2, 3]);
  const indices = graph.input("indices", "int64", [2, 2]);
  expect(() => scatterElements(data, indices, data)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at ScatterElements
      expected an index for each update, no more of them than data has beside the axis, and reduction "add" or "none", got data [2,3], indices [2,2], updates [2,3], none
      try: change this layer's settings, or the layer before it]
  `);
});

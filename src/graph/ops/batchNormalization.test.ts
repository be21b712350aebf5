import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { Graph } from "../graph.ts";
import { batchNormalization, batchNormalizationOperator } from "./batchNormalization.ts";

operatorContract(batchNormalizationOperator);
agreesWithPyTorch(batchNormalizationOperator, "batchNormalization");

test("statistics of another number of channels are refused", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2, 3, 4, 4]);
  const four = graph.input("four", "float32", [4]);
  expect(() => batchNormalization(x, four, four, four, four)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at BatchNormalization
      expected x [N, C, places...] and a scale, bias, mean and variance [C], got x [2,3,4,4] and [4], [4], [4], [4]
      try: change this layer's settings, or the layer before it]
  `);
});

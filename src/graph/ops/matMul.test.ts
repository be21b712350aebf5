import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { Graph } from "../graph.ts";
import { matMul, matMulOperator } from "./matMul.ts";

operatorContract(matMulOperator);
agreesWithPyTorch(matMulOperator, "matMul");

test("matrices that do not fit are refused with both shapes", () => {
  const graph = new Graph();
  const a = graph.input("a", "float32", [2, 3]);
  const b = graph.input("b", "float32", [4, 5]);
  expect(() => matMul(a, b)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at MatMul
      expected [..., M, K] times [..., K, N] of one type, with the same K, got float32 [2,3] times float32 [4,5]
      try: change this layer's settings, or the layer before it]
  `);
});

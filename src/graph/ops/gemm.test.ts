import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { Graph } from "../graph.ts";
import { gemm, gemmOperator } from "./gemm.ts";

operatorContract(gemmOperator);
agreesWithPyTorch(gemmOperator, "gemm");

test("a dense layer on pictures that were not flattened is told so", () => {
  const graph = new Graph();
  const a = graph.input("a", "float32", [2, 3, 4, 4]);
  const b = graph.input("b", "float32", [48, 10]);
  expect(() => gemm(a, b)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Gemm
      expected 48 numbers for each image, as its weights [48,10] take, got float32 [2,3,4,4]
      try: put a flatten or a global pool before it, or change its number of inputs]
  `);
});

import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { tensorOf } from "../tensor.ts";
import { reduceMean, reduceMeanOperator } from "./reduceMean.ts";

operatorContract(reduceMeanOperator);
agreesWithPyTorch(reduceMeanOperator, "reduceMean");

test("a constant has itself as its mean, and each element the same share of the gradient", async () => {
  const { y, gradients } = await valueAndGradient(
    { x: tensorOf("float32", [2, 2, 2], new Array<number>(8).fill(0.25)) },
    ({ x }) => reduceMean(x!, [0, 2]),
  );
  expect(y).toEqual([0.25, 0.25]);
  expect(gradients.x).toEqual(new Array<number>(8).fill(0.25));
});

test("an axis that is not there is refused", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2, 3]);
  expect(() => reduceMean(x, [2])).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at ReduceMean
      expected an axis from -2 to 1, as x is [2,3], got axis 2
      try: change this layer's settings, or the layer before it]
  `);
});

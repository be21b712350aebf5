import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { tensorOf } from "../tensor.ts";
import { leakyRelu } from "./leakyRelu.ts";
import { prelu, preluOperator } from "./prelu.ts";

operatorContract(preluOperator);
agreesWithPyTorch(preluOperator, "prelu");

test("with one slope for all it is LeakyRelu", async () => {
  const x = tensorOf("float32", [2, 2], [-1, 0, 2, -3]);
  const learnt = await valueAndGradient({ x, slope: tensorOf("float32", [1], [0.25]) }, (values) =>
    prelu(values.x!, values.slope!),
  );
  const fixed = await valueAndGradient({ x }, (values) => leakyRelu(values.x!, 0.25));
  expect(learnt.y).toEqual(fixed.y);
  expect(learnt.gradients).toEqual({ x: fixed.gradients.x, slope: [-4] });
});

test("a slope that would widen x is refused", () => {
  const graph = new Graph();
  const [x, slope] = [graph.input("x", "float32", [2, 1]), graph.input("slope", "float32", [3])];
  expect(() => prelu(x, slope)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at PRelu
      expected a float32 slope that broadcasts to x [2,1], got float32 [3]
      try: change this layer's settings, or the layer before it]
  `);
});

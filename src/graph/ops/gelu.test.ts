import { expect, test } from "vitest";
import { expectCloseNumbers } from "../../../test/support/expectCloseNumbers.ts";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { tensorOf } from "../tensor.ts";
import { gelu, geluOperator } from "./gelu.ts";
import { neg } from "./neg.ts";
import { sub } from "./sub.ts";

operatorContract(geluOperator);
agreesWithPyTorch(geluOperator, "gelu");

test("gelu(x) - gelu(-x) is x; the approximation is within 0.001", async () => {
  const x = tensorOf("float32", [5], [-3, -0.5, 0, 1, 4]);
  const { y } = await valueAndGradient({ x }, (values) => sub(gelu(values.x!), gelu(neg(values.x!))));
  expectCloseNumbers(y, [-3, -0.5, 0, 1, 4], 5);
  const near = await valueAndGradient({ x }, (values) => sub(gelu(values.x!), gelu(values.x!, "tanh")));
  for (const difference of near.y) expect(Math.abs(difference)).toBeLessThan(1e-3);
});

test("another approximation is refused", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2]);
  expect(() => graph.add(geluOperator, [x], { approximate: "sigmoid" })).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Gelu
      expected approximate to be "none" or "tanh", got sigmoid
      try: change this layer's settings, or the layer before it]
  `);
});

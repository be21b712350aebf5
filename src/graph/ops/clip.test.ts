import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { type TensorData, tensorOf } from "../tensor.ts";
import { clip, clipOperator } from "./clip.ts";
import { relu } from "./relu.ts";

operatorContract(clipOperator);
agreesWithPyTorch(clipOperator, "clip");

test("from 0 up it is Relu, in value and gradient", async () => {
  const x = tensorOf("float32", [5], [-2, -0, 0, 1, 9]);
  const clipped = await valueAndGradient({ x }, (values) => clip(values.x!, 0));
  expect(clipped).toEqual(await valueAndGradient({ x }, (values) => relu(values.x!)));
});

test("without bounds it is x", async () => {
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [2], [-9, 9]) }, ({ x }) => clip(x!));
  expect(y).toEqual([-9, 9]);
  expect(gradients.x).toEqual([1, 1]);
});

test("an older model's bounds are read from its attributes", async () => {
  const { y } = await valueAndGradient({ x: tensorOf("float32", [3], [-1, 3, 9]) }, ({ x }) => {
    const node = {
      inputs: [x!],
      attributes: { min: 0, max: 6 },
      constant: (data: TensorData) => x!.graph.constant(data),
    };
    const { inputs, attributes } = clipOperator.upgrade!(node, 10);
    return x!.graph.add(clipOperator, inputs, attributes)[0]!;
  });
  expect(y).toEqual([0, 3, 6]);
});

test("a bound that is no scalar is refused", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2]);
  expect(() => clip(x, x)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Clip
      expected bounds that are float32 scalars, got float32 [2]
      try: change this layer's settings, or the layer before it]
  `);
});

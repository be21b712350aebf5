import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { type TensorData, tensorOf } from "../tensor.ts";
import { squeeze, squeezeOperator } from "./squeeze.ts";
import { unsqueeze } from "./unsqueeze.ts";

operatorContract(squeezeOperator);

test("undoes unsqueeze", async () => {
  const { y, shape } = await valueAndGradient({ x: tensorOf("float32", [2, 1], [1, 2]) }, ({ x }) =>
    squeeze(unsqueeze(x!, [0, -1]), [0, -1]),
  );
  expect(y).toEqual([1, 2]);
  expect(shape).toEqual([2, 1]);
});

test("an axis that has more than one element is refused", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2, 3]);
  expect(() => squeeze(x, [1])).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Squeeze
      expected axis 1 to have size 1, got size 3 in [2,3]
      try: change this layer's settings, or the layer before it]
  `);
});

test("an older model's axes are read from its attribute", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [1, 3, 1]);
  const node = { inputs: [x], attributes: { axes: [2] }, constant: (data: TensorData) => graph.constant(data) };
  const { inputs, attributes } = squeezeOperator.upgrade!(node, 11);
  expect(graph.add(squeezeOperator, inputs, attributes)[0]!.shape).toEqual([1, 3]);
});

import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { type TensorData, tensorOf } from "../tensor.ts";
import { pad, padOperator } from "./pad.ts";

operatorContract(padOperator);
agreesWithPyTorch(padOperator, "pad");

test.each([
  ["constant", [0, 0, 1, 2, 3, 4, 0], [1, 1, 1, 1]],
  ["reflect", [3, 2, 1, 2, 3, 4, 3], [1, 2, 3, 1]],
  ["edge", [1, 1, 1, 2, 3, 4, 4], [3, 1, 1, 2]],
  ["wrap", [3, 4, 1, 2, 3, 4, 1], [2, 1, 2, 2]],
])("%s copies the numbers it should, and each gets the gradient of its copies", async (mode, expected, copies) => {
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [4], [1, 2, 3, 4]) }, ({ x }) =>
    pad(x!, [2, 1], { mode }),
  );
  expect(y).toEqual(expected);
  expect(gradients.x).toEqual(copies);
});

test("a negative width cuts off, and what was cut off gets no gradient", async () => {
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [3], [1, 2, 3]) }, ({ x }) =>
    pad(x!, [-1, 1], { value: 9 }),
  );
  expect(y).toEqual([2, 3, 9]);
  expect(gradients.x).toEqual([0, 1, 1]);
});

test("what no border can be copied from is refused", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2, 3]);
  expect(() => pad(x, [2, 0, 0, 0], { mode: "reflect" })).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Pad
      expected a border that an axis of 2 allows in mode reflect, got 2 before and 0 after, on axis 0 of [2,3]
      try: change this layer's settings, or the layer before it]
  `);
  expect(() => pad(x, [1, 1])).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Pad
      expected 4 widths, as 2 axes of [2,3] are padded, got [1,1]
      try: change this layer's settings, or the layer before it]
  `);
  expect(() => pad(x, [0, 0, 0, 0], { mode: "mirror" })).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Pad
      expected a mode of constant, reflect, edge, wrap, got mirror
      try: change this layer's settings, or the layer before it]
  `);
});

test("axes may be named, and an older model's widths are read from its attributes", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2, 3]);
  expect(graph.add(padOperator, [x, graph.integers([1, 2]), undefined, graph.integers([-1])])[0]!.shape).toEqual([
    2, 6,
  ]);
  const node = {
    inputs: [x],
    attributes: { pads: [0, 1, 0, 0], value: 2 },
    constant: (data: TensorData) => graph.constant(data),
  };
  const { inputs, attributes } = padOperator.upgrade!(node, 10);
  expect(graph.add(padOperator, inputs, attributes)[0]!.shape).toEqual([2, 4]);
});

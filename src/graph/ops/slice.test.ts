import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { numbersOf, type TensorData, tensorOf } from "../tensor.ts";
import { slice, sliceOperator } from "./slice.ts";

operatorContract(sliceOperator);
agreesWithPyTorch(sliceOperator, "slice");

const cases: [string, number[], number[], number[], number[]][] = [
  ["a cut", [1], [3], [1], [1]],
  ["the end, counted from behind", [-2], [1000], [1], [1]],
  ["every second", [1], [7], [1], [2]],
  ["backwards", [-1], [-1000], [1], [-1]],
  ["every third, backwards", [5], [0], [1], [-3]],
  ["two axes", [1, 6], [2, 0], [0, 1], [1, -2]],
  ["nothing", [3], [3], [1], [1]],
  ["nothing, since it would walk away from the end", [0], [5], [1], [-1]],
];

test.each(cases)("%s: runtime, constants and gradient agree", async (_, starts, ends, axes, steps) => {
  const data = tensorOf(
    "float32",
    [2, 7],
    Array.from({ length: 14 }, (_, i) => i),
  );
  const { y, shape, gradients } = await valueAndGradient({ x: data }, ({ x }) => slice(x!, starts, ends, axes, steps));
  const graph = new Graph();
  const folded = graph.folded(slice(graph.constant(data), starts, ends, axes, steps))![0]!;
  expect(numbersOf(folded)).toEqual(y);
  expect(folded.shape).toEqual(shape);
  // The numbers are their own places, so the gradient of the sum is 1 at each number taken.
  expect(gradients.x).toEqual(numbersOf(data).map((value) => (y.includes(value) ? 1 : 0)));
});

test("a step of 0 and an axis that is not there are refused", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2, 7]);
  expect(() => slice(x, [0], [1], [0], [0])).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Slice
      expected a start, an end and a step other than 0 for each axis, got starts [0], ends [1], axes [0], steps [0]
      try: change this layer's settings, or the layer before it]
  `);
  expect(() => slice(x, [0], [1], [2])).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Slice
      expected an axis from -2 to 1, as x is [2,7], got axis 2
      try: change this layer's settings, or the layer before it]
  `);
});

test("an older model's places are read from its attributes", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2, 7]);
  const given = { starts: [1], ends: [4], axes: [1] };
  const node = { inputs: [x], attributes: given, constant: (data: TensorData) => graph.constant(data) };
  const { inputs, attributes } = sliceOperator.upgrade!(node, 9);
  expect(graph.add(sliceOperator, inputs, attributes)[0]!.shape).toEqual([2, 3]);
});

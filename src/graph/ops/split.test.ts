import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { tensorOf } from "../tensor.ts";
import { concat } from "./concat.ts";
import { mul } from "./mul.ts";
import { split, splitOperator } from "./split.ts";

operatorContract(splitOperator);

test("joined again it is what it was, and a part that is not used gets no gradient", async () => {
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [2, 3], [1, 2, 3, 4, 5, 6]) }, ({ x }) =>
    concat(split(x!, [1, 2], 1), 1),
  );
  expect(y).toEqual([1, 2, 3, 4, 5, 6]);
  expect(gradients.x).toEqual([1, 1, 1, 1, 1, 1]);
  const data = tensorOf("float32", [5], [1, 2, 3, 4, 5]);
  const one = await valueAndGradient({ x: data }, ({ x }) => split(x!, [2, 1, 2], 0)[1]!);
  expect(one.gradients.x).toEqual([0, 0, 1, 0, 0]);
  const two = await valueAndGradient({ x: data }, ({ x }) => {
    const parts = split(x!, [2, 1, 2], 0);
    return mul(parts[0]!, parts[2]!);
  });
  expect(two.gradients.x).toEqual([4, 5, 0, 1, 2]);
});

test("an old node without sizes has as many equal parts as outputs", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2, 6]);
  const node = { inputs: [x], attributes: { axis: 1 }, outputCount: 3, constant: graph.constant.bind(graph) };
  const { inputs, attributes } = splitOperator.upgrade!(node, 13);
  expect(graph.add(splitOperator, inputs, attributes).map(({ shape }) => shape)).toEqual([
    [2, 2],
    [2, 2],
    [2, 2],
  ]);
  expect(splitOperator.upgrade!({ ...node, inputs: [x, graph.integers([1, 5])] }, 13).attributes).toEqual({ axis: 1 });
});

test("parts that do not sum to the axis are refused, and so are unnamed ones", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2, 3]);
  expect(() => split(x, [1, 1], 1)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Split
      expected parts that sum to 3, the size of axis 1, got [1,1]
      try: change this layer's settings, or the layer before it]
  `);
  expect(() => graph.add(splitOperator, [x])).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Split
      expected the sizes of the parts, or how many there are, got neither \`split\` nor \`num_outputs\`
      try: export the model with operator set 18 or later]
  `);
});

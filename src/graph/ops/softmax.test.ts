import { expect, test } from "vitest";
import { expectCloseNumbers } from "../../../test/support/expectCloseNumbers.ts";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { type TensorData, tensorOf } from "../tensor.ts";
import { add } from "./add.ts";
import { reduceSum } from "./reduceSum.ts";
import { softmax, softmaxOperator } from "./softmax.ts";

operatorContract(softmaxOperator);
agreesWithPyTorch(softmaxOperator, "softmax");

test("sums to 1 along its axis, and does not change when a number is added to all", async () => {
  const x = tensorOf("float32", [2, 3], [1, 2, 3, -1, 0, 5]);
  const plain = await valueAndGradient({ x }, (values) => softmax(values.x!));
  const moved = await valueAndGradient({ x }, (values) => softmax(add(values.x!, 1)));
  const sums = await valueAndGradient({ x }, (values) => reduceSum(softmax(values.x!), [1]));
  for (const sum of sums.y) expect(sum).toBeCloseTo(1, 6);
  expectCloseNumbers(moved.y, plain.y, 6);
  for (const slope of plain.gradients.x!) expect(slope).toBeCloseTo(0, 6);
});

test("an older model's axes are read as one, where that is the same", () => {
  const graph = new Graph();
  const node = (shape: number[], axis?: number) => ({
    inputs: [graph.input(`x${shape}`, "float32", shape)],
    attributes: axis === undefined ? {} : { axis },
    constant: (data: TensorData) => graph.constant(data),
  });
  expect(softmaxOperator.upgrade!(node([4, 10, 1, 1]), 11).attributes).toEqual({ axis: 1 });
  expect(softmaxOperator.upgrade!(node([4, 1, 7], -2), 11).attributes).toEqual({ axis: 2 });
  expect(() => softmaxOperator.upgrade!(node([4, 10, 3]), 11)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Softmax
      expected one axis with more than one element, from axis 1 on, got [4,10,3]
      try: export the model with operator set 13 or later]
  `);
});

import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { evaluate } from "../../../test/support/run.ts";
import { gradients } from "../gradients.ts";
import { Graph } from "../graph.ts";
import { numbersOf, type Shape, tensorOf } from "../tensor.ts";
import { maxPool, maxPoolOperator, maxPoolWithIndices, type PoolAttributes } from "./maxPool.ts";

operatorContract(maxPoolOperator);
operatorContract(maxPoolWithIndices);
agreesWithPyTorch(maxPoolOperator, "maxPool");

async function gradientOfOnes(shape: Shape, values: readonly number[], attributes: PoolAttributes): Promise<number[]> {
  const { dx } = await evaluate({ x: tensorOf("float32", shape, values) }, ({ x }) => ({
    dx: gradients(maxPool(x!, attributes), [x!])[0]!,
  }));
  return numbersOf(dx);
}

test("on a flat picture each window's gradient goes to its first place, once", async () => {
  const dx = await gradientOfOnes([1, 1, 4, 4], new Array(16).fill(0.5), { kernel_shape: [2, 2], strides: [2, 2] });
  expect(dx).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]);
});

test("a place that wins in several overlapping windows gets the gradient of each", async () => {
  const dx = await gradientOfOnes([1, 1, 3, 3], [0, 0, 0, 0, 9, 0, 0, 0, 0], { kernel_shape: [2, 2] });
  expect(dx).toEqual([0, 0, 0, 0, 4, 0, 0, 0, 0]);
});

test("places that no window covers get no gradient", async () => {
  const dx = await gradientOfOnes([1, 1, 3, 3], [1, 2, 9, 3, 4, 9, 9, 9, 9], { kernel_shape: [2, 2], strides: [2, 2] });
  expect(dx).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0]);
});

test("a window larger than the picture is refused with both sizes", () => {
  const x = new Graph().input("x", "float32", [8, 16, 1, 1]);
  expect(() => maxPool(x, { kernel_shape: [2, 2] })).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at MaxPool
      expected places of at least the window's size [2,2], got [1,1] with [0,0] and [0,0] of padding
      try: use a smaller kernel, more padding, fewer pools before it, or larger pictures]
  `);
});

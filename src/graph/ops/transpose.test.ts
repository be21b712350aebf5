import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { evaluate } from "../../../test/support/run.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { tensorOf } from "../tensor.ts";
import { transpose, transposeOperator } from "./transpose.ts";

operatorContract(transposeOperator);
agreesWithPyTorch(transposeOperator, "transpose");

test("twice with the opposite order is nothing", async () => {
  const data = tensorOf("float32", [2, 3, 1], [1, 2, 3, 4, 5, 6]);
  const { y, shape } = await valueAndGradient({ x: data }, ({ x }) => transpose(transpose(x!, [2, 0, 1]), [1, 2, 0]));
  expect(y).toEqual([1, 2, 3, 4, 5, 6]);
  expect(shape).toEqual([2, 3, 1]);
});

test("constants are moved while a model is read, as the runtime moves them", async () => {
  const data = tensorOf(
    "int64",
    [2, 3, 2],
    Array.from({ length: 12 }, (_, i) => i),
  );
  const { y } = await evaluate({ x: data }, ({ x }) => ({ y: transpose(x!, [1, 2, 0]) }));
  const graph = new Graph();
  expect(graph.folded(transpose(graph.constant(data), [1, 2, 0]))![0]).toEqual(y);
});

test("an order that leaves an axis out is refused", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2, 3, 4]);
  expect(() => transpose(x, [0, 2, 2])).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Transpose
      expected the axes 0 to 2 of x [2,3,4] in some order, got [0,2,2]
      try: change this layer's settings, or the layer before it]
  `);
});

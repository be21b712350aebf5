import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { tensorOf } from "../tensor.ts";
import { concat } from "./concat.ts";
import { sub } from "./sub.ts";
import { tile, tileOperator } from "./tile.ts";

operatorContract(tileOperator);
agreesWithPyTorch(tileOperator, "tile");

test("is Concat with itself, and the copies' gradients add up", async () => {
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [2, 1], [1, 2]) }, ({ x }) =>
    sub(tile(x!, [1, 3]), concat([x!, x!, x!], 1)),
  );
  expect(y).toEqual([0, 0, 0, 0, 0, 0]);
  expect(gradients.x).toEqual([0, 0]);
});

test("a count for each axis is asked for", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2, 3]);
  expect(() => tile(x, [2])).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Tile
      expected 2 counts, one for each axis of [2,3], got [2]
      try: change this layer's settings, or the layer before it]
  `);
});

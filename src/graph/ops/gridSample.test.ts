import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { evaluate } from "../../../test/support/run.ts";
import { gradients } from "../gradients.ts";
import { Graph } from "../graph.ts";
import { numbersOf, tensorOf } from "../tensor.ts";
import { affineGrid } from "./affineGrid.ts";
import { gridSample, gridSampleOperator } from "./gridSample.ts";

operatorContract(gridSampleOperator);
agreesWithPyTorch(gridSampleOperator, "gridSample");

test("the grid of the identity gives the picture back", async () => {
  const picture = Array.from({ length: 12 }, (_, i) => i);
  const { y } = await evaluate(
    { x: tensorOf("float32", [1, 1, 3, 4], picture), theta: tensorOf("float32", [1, 2, 3], [1, 0, 0, 0, 1, 0]) },
    ({ x, theta }) => ({ y: gridSample(x!, affineGrid(theta!, x!.shape)) }),
  );
  numbersOf(y).forEach((value, i) => {
    expect(value).toBeCloseTo(picture[i]!, 4);
  });
});

test("a gradient through cubic sampling is refused by name", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [1, 1, 4, 4]);
  const grid = graph.input("grid", "float32", [1, 2, 2, 2]);
  expect(() => gradients(gridSample(x, grid, { mode: "cubic" }), [x])).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: no-gradient at gradient (GridSample)
      expected a mode with a gradient: linear or nearest, got cubic
      try: export the model with bilinear sampling, or freeze the part before this node]
  `);
});

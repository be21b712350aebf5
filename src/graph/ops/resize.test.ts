import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { evaluate } from "../../../test/support/run.ts";
import { gradients } from "../gradients.ts";
import { Graph } from "../graph.ts";
import { numbersOf, type TensorData, zeros } from "../tensor.ts";
import { resize, resizeOperator } from "./resize.ts";

operatorContract(resizeOperator);
agreesWithPyTorch(resizeOperator, "resize");

test("the gradient of any resizing adds up to the gradient that came in", async () => {
  for (const mode of ["nearest", "linear"] as const) {
    const { dx } = await evaluate({ x: zeros("float32", [1, 2, 3, 5]) as TensorData }, ({ x }) => ({
      dx: gradients(resize(x!, { sizes: [1, 2, 7, 4], mode }), [x!])[0]!,
    }));
    expect(numbersOf(dx).reduce((sum, value) => sum + value, 0)).toBeCloseTo(2 * 7 * 4, 4);
  }
});

test("resizing without sizes or scales for all axes is refused", () => {
  const x = new Graph().input("x", "float32", [1, 2, 3, 5]);
  expect(() => resize(x, { scales: [2, 2] })).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Resize
      expected a size or a scale for each of the 4 axes, got sizes [] and scales [2,2]
      try: change this layer's settings, or the layer before it]
  `);
});

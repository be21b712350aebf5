import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { evaluate } from "../../../test/support/run.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { tensorOf } from "../tensor.ts";
import { gather, gatherOperator } from "./gather.ts";

operatorContract(gatherOperator);
agreesWithPyTorch(gatherOperator, "gather");

test("constants are gathered while a model is read, as the runtime gathers them", async () => {
  const x = tensorOf(
    "int64",
    [2, 3, 2],
    Array.from({ length: 12 }, (_, i) => i),
  );
  const indices = tensorOf("int64", [2, 2], [2, -1, 0, 1]);
  const { y } = await evaluate({ x, indices }, (values) => ({ y: gather(values.x!, values.indices!, 1) }));
  const graph = new Graph();
  expect(graph.folded(gather(graph.constant(x), graph.constant(indices), 1))![0]).toEqual(y);
});

test("one known place and the same place by a computed index have the same gradient", async () => {
  const x = tensorOf("float32", [2, 3], [1, 2, 3, 4, 5, 6]);
  const known = await valueAndGradient({ x }, (values) => gather(values.x!, values.x!.graph.scalar(-1, "int64"), 1));
  const computed = await valueAndGradient({ x, index: tensorOf("int64", [], [-1]) }, (values) =>
    gather(values.x!, values.index!, 1),
  );
  expect(known).toEqual(computed);
  expect(known.gradients.x).toEqual([0, 0, 1, 0, 0, 1]);
});

test("a known index outside the axis is refused", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2, 3]);
  expect(() => gather(x, graph.integers([3]), 1)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Gather
      expected indices from -3 to 2, as axis 1 of x [2,3] allows, got 3
      try: change this layer's settings, or the layer before it]
  `);
});

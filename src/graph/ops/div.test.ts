import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { evaluate } from "../../../test/support/run.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { Graph } from "../graph.ts";
import { numbersOf, tensorOf } from "../tensor.ts";
import { div, divOperator } from "./div.ts";

operatorContract(divOperator);
agreesWithPyTorch(divOperator, "div");

test("dividing by 0 gives an infinite quotient and an infinite gradient, as IEEE arithmetic says", async () => {
  const { y, gradients } = await valueAndGradient(
    { a: tensorOf("float32", [1], [2]), b: tensorOf("float32", [1], [0]) },
    ({ a, b }) => div(a!, b!),
  );
  expect(y).toEqual([Number.POSITIVE_INFINITY]);
  expect(gradients.a).toEqual([Number.POSITIVE_INFINITY]);
});

test("whole constants are divided towards 0, as the runtime does", async () => {
  const values = { a: tensorOf("int64", [4], [7, -7, 6, 1]), b: tensorOf("int64", [], [2]) };
  const { y } = await evaluate(values, ({ a, b }) => ({ y: div(a!, b!) }));
  const graph = new Graph();
  const folded = graph.folded(div(graph.constant(values.a), graph.constant(values.b)))![0]!;
  expect(numbersOf(folded)).toEqual([3, -3, 3, 0]);
  expect(numbersOf(folded)).toEqual(numbersOf(y));
});

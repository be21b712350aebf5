import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { evaluate } from "../../../test/support/run.ts";
import { Graph } from "../graph.ts";
import { numbersOf, tensorOf } from "../tensor.ts";
import { greaterOrEqual, greaterOrEqualOperator } from "./greaterOrEqual.ts";

operatorContract(greaterOrEqualOperator);

test("below, at and above, run and while a model is read", async () => {
  const data = tensorOf("float32", [3], [-1, 0, 1]);
  const { y } = await evaluate({ x: data }, ({ x }) => ({ y: greaterOrEqual(x!, 0) }));
  const graph = new Graph();
  expect(numbersOf(y)).toEqual([0, 1, 1]);
  expect(numbersOf(graph.folded(greaterOrEqual(graph.constant(data), 0))![0]!)).toEqual([0, 1, 1]);
});

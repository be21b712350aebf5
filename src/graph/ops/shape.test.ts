import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { Graph, type Value } from "../graph.ts";
import { numbersOf } from "../tensor.ts";
import { concat } from "./concat.ts";
import { gather } from "./gather.ts";
import { shape, shapeOperator } from "./shape.ts";
import { unsqueeze } from "./unsqueeze.ts";

operatorContract(shapeOperator);

test("x.view(x.size(0), -1), as an exporter writes it, folds to numbers", () => {
  const graph = new Graph();
  const known = (value: Value): Value => graph.constant(graph.folded(value)![0]!);
  const x = graph.input("x", "float32", [8, 3, 4, 4]);
  const batch = known(gather(known(shape(x)), graph.scalar(0, "int64")));
  const target = known(concat([known(unsqueeze(batch, [0])), graph.integers([-1])], 0));
  expect(numbersOf(target.constant!)).toEqual([8, -1]);
});

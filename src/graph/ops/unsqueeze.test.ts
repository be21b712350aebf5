import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { Graph } from "../graph.ts";
import { unsqueeze, unsqueezeOperator } from "./unsqueeze.ts";

operatorContract(unsqueezeOperator);

test("a place named twice, or outside the result, is refused", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2, 3]);
  expect(() => unsqueeze(x, [1, 1])).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Unsqueeze
      expected each axis to be named once, got axes [1,1] of x [2,3]
      try: change this layer's settings, or the layer before it]
  `);
  expect(() => unsqueeze(x, [3])).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at Unsqueeze
      expected an axis from -3 to 2, as x is [2,3], got axis 3
      try: change this layer's settings, or the layer before it]
  `);
});

import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { gradients } from "../gradients.ts";
import { Graph } from "../graph.ts";
import { tensorOf } from "../tensor.ts";
import { reduceProd, reduceProdOperator } from "./reduceProd.ts";

operatorContract(reduceProdOperator);

test("counts the elements of a shape while a model is read", () => {
  const graph = new Graph();
  const count = reduceProd(graph.integers([2, 3, 4]), undefined, { keepdims: 0 });
  expect(graph.folded(count)).toEqual([tensorOf("int64", [], [24])]);
});

test("asked for a gradient, it says why there is none", () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2]);
  const loss = graph.within("3.product", () => reduceProd(x, undefined, { keepdims: 0 }));
  expect(() => gradients(loss, [x])).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: no-gradient at 3.product
      expected an operator with a gradient between the loss and what is learnt, got ReduceProd: it is here to count elements; a rule that divides by x would fail where x is 0
      try: freeze the part before this node, or leave the operator out of the model]
  `);
});

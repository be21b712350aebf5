import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { reduceMax, reduceMaxOperator } from "./reduceMax.ts";

operatorContract(reduceMaxOperator);
agreesWithPyTorch(reduceMaxOperator, "reduceMax");

test("equal elements share the gradient, along each row alone", async () => {
  const x = tensorOf("float32", [2, 3], [7, 7, 1, 4, 4, 4]);
  const { y, gradients } = await valueAndGradient({ x }, (values) => reduceMax(values.x!, [1], { keepdims: 0 }));
  expect(y).toEqual([7, 4]);
  expect(gradients.x!.slice(0, 3)).toEqual([0.5, 0.5, 0]);
  for (const slope of gradients.x!.slice(3)) expect(slope).toBeCloseTo(1 / 3, 6);
});

import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { neg, negOperator } from "./neg.ts";

operatorContract(negOperator);

test("twice is nothing", async () => {
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [3], [1, -2, 0]) }, ({ x }) => neg(neg(x!)));
  expect(y).toEqual([1, -2, 0]);
  expect(gradients.x).toEqual([1, 1, 1]);
});

import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { sqrt, sqrtOperator } from "./sqrt.ts";

operatorContract(sqrtOperator);
agreesWithPyTorch(sqrtOperator, "sqrt");

test("at 0 the gradient is infinite, as in PyTorch", async () => {
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [2], [0, 4]) }, ({ x }) => sqrt(x!));
  expect(y).toEqual([0, 2]);
  expect(gradients.x).toEqual([Number.POSITIVE_INFINITY, 0.25]);
});

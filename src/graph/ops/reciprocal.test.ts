import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { reciprocal, reciprocalOperator } from "./reciprocal.ts";

operatorContract(reciprocalOperator);
agreesWithPyTorch(reciprocalOperator, "reciprocal");

test("twice is nothing", async () => {
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [2], [4, -0.5]) }, ({ x }) =>
    reciprocal(reciprocal(x!)),
  );
  expect(y).toEqual([4, -0.5]);
  expect(gradients.x).toEqual([1, 1]);
});

import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { leakyRelu, leakyReluOperator } from "./leakyRelu.ts";

operatorContract(leakyReluOperator);
agreesWithPyTorch(leakyReluOperator, "leakyRelu");

test("the gradient at 0 is alpha, as in PyTorch", async () => {
  const { gradients } = await valueAndGradient({ x: tensorOf("float32", [3], [-1, 0, 1]) }, ({ x }) =>
    leakyRelu(x!, 0.25),
  );
  expect(gradients.x).toEqual([0.25, 0.25, 1]);
});

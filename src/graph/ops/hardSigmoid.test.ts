import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { hardSigmoid, hardSigmoidOperator } from "./hardSigmoid.ts";

operatorContract(hardSigmoidOperator);
agreesWithPyTorch(hardSigmoidOperator, "hardSigmoid");

test("the gradient is 0 at both kinks, as in PyTorch", async () => {
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [3], [-1, 0, 1]) }, ({ x }) =>
    hardSigmoid(x!, 0.5, 0.5),
  );
  expect(y).toEqual([0, 0.5, 1]);
  expect(gradients.x).toEqual([0, 0.5, 0]);
});

import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { elu, eluOperator } from "./elu.ts";

operatorContract(eluOperator);
agreesWithPyTorch(eluOperator, "elu");

test("far below 0 it is -alpha and flat", async () => {
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [2], [-1000, 3]) }, ({ x }) => elu(x!, 0.5));
  expect(y).toEqual([-0.5, 3]);
  expect(gradients.x).toEqual([0, 1]);
});

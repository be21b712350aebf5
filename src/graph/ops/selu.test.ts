import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { selu, seluOperator } from "./selu.ts";

operatorContract(seluOperator);
agreesWithPyTorch(seluOperator, "selu");

test("far below 0 it is -gamma * alpha and flat", async () => {
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [1], [-1000]) }, ({ x }) => selu(x!));
  expect(y[0]).toBeCloseTo(-1.7580993, 5);
  expect(gradients.x![0]).toBeCloseTo(0, 6);
});

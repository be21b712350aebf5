import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { mul } from "./mul.ts";
import { sigmoid } from "./sigmoid.ts";
import { sub } from "./sub.ts";
import { tanh, tanhOperator } from "./tanh.ts";

operatorContract(tanhOperator);
agreesWithPyTorch(tanhOperator, "tanh");

test("is 2 sigmoid(2x) - 1", async () => {
  const { y } = await valueAndGradient({ x: tensorOf("float32", [4], [-9, -0.3, 0, 2]) }, ({ x }) =>
    sub(tanh(x!), sub(mul(sigmoid(mul(x!, 2)), 2), 1)),
  );
  for (const difference of y) expect(difference).toBeCloseTo(0, 6);
});

import { test } from "vitest";
import { expectCloseNumbers } from "../../../test/support/expectCloseNumbers.ts";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { hardSigmoid } from "./hardSigmoid.ts";
import { hardSwish, hardSwishOperator } from "./hardSwish.ts";
import { mul } from "./mul.ts";

operatorContract(hardSwishOperator);
agreesWithPyTorch(hardSwishOperator, "hardSwish");

test("is x * hardSigmoid(x), in value and gradient", async () => {
  const x = tensorOf("float32", [6], [-9, -3, -1, 0, 3, 9]);
  const whole = await valueAndGradient({ x }, (values) => hardSwish(values.x!));
  const made = await valueAndGradient({ x }, (values) => mul(values.x!, hardSigmoid(values.x!, 1 / 6, 0.5)));
  expectCloseNumbers(whole.y, made.y, 6);
  expectCloseNumbers(whole.gradients.x!, made.gradients.x!, 6);
});

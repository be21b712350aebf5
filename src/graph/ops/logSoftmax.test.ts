import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { log } from "./log.ts";
import { logSoftmax, logSoftmaxOperator } from "./logSoftmax.ts";
import { softmax } from "./softmax.ts";
import { sub } from "./sub.ts";

operatorContract(logSoftmaxOperator);
agreesWithPyTorch(logSoftmaxOperator, "logSoftmax");

test("is the logarithm of softmax, and finite where softmax is 0", async () => {
  const x = tensorOf("float32", [1, 3], [0, 1, 300]);
  const { y } = await valueAndGradient({ x }, (values) => logSoftmax(values.x!));
  expect(y).toEqual([-300, -299, 0]);
  const small = tensorOf("float32", [1, 3], [0, 1, 2]);
  const { y: difference } = await valueAndGradient({ x: small }, (values) =>
    sub(logSoftmax(values.x!), log(softmax(values.x!))),
  );
  for (const value of difference) expect(value).toBeCloseTo(0, 6);
});

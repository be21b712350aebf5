import { expect, test } from "vitest";
import { expectCloseNumbers } from "../../../test/support/expectCloseNumbers.ts";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { exp } from "./exp.ts";
import { log, logOperator } from "./log.ts";

operatorContract(logOperator);
agreesWithPyTorch(logOperator, "log");

test("log undoes exp, and their gradient is 1", async () => {
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [3], [-2, 0, 3]) }, ({ x }) => log(exp(x!)));
  expectCloseNumbers(y, [-2, 0, 3], 5);
  for (const slope of gradients.x!) expect(slope).toBeCloseTo(1, 5);
});

test("at 0 the value is minus infinity and the gradient infinite, as in PyTorch", async () => {
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [1], [0]) }, ({ x }) => log(x!));
  expect(y).toEqual([Number.NEGATIVE_INFINITY]);
  expect(gradients.x).toEqual([Number.POSITIVE_INFINITY]);
});

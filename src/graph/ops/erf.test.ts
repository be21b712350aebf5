import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { erf, erfOperator } from "./erf.ts";

operatorContract(erfOperator);
agreesWithPyTorch(erfOperator, "erf");

test("is odd, 0 at 0, and 1 far out", async () => {
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [4], [-0.5, 0, 0.5, 9]) }, ({ x }) =>
    erf(x!),
  );
  expect(y[0]).toBe(-y[2]!);
  expect(y.slice(1)).toEqual([0, y[2], 1]);
  expect(gradients.x![1]).toBeCloseTo(2 / Math.sqrt(Math.PI), 6);
});

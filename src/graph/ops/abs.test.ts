import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { abs, absOperator } from "./abs.ts";

operatorContract(absOperator);
agreesWithPyTorch(absOperator, "abs");

test("the gradient at 0 is 0", async () => {
  const { gradients } = await valueAndGradient({ x: tensorOf("float32", [3], [-2, 0, 2]) }, ({ x }) => abs(x!));
  expect(gradients.x).toEqual([-1, 0, 1]);
});

import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { add } from "./add.ts";
import { div } from "./div.ts";
import { exp, expOperator } from "./exp.ts";
import { mul } from "./mul.ts";

operatorContract(expOperator);
agreesWithPyTorch(expOperator, "exp");

test("a sum becomes a product", async () => {
  const { y } = await valueAndGradient(
    { a: tensorOf("float32", [3], [0, 1, -2]), b: tensorOf("float32", [3], [1, 2, 0.5]) },
    ({ a, b }) => div(exp(add(a!, b!)), mul(exp(a!), exp(b!))),
  );
  for (const ratio of y) expect(ratio).toBeCloseTo(1, 5);
});

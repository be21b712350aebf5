import { test } from "vitest";
import { expectCloseNumbers } from "../../../test/support/expectCloseNumbers.ts";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { neg } from "./neg.ts";
import { softplus, softplusOperator } from "./softplus.ts";
import { sub } from "./sub.ts";

operatorContract(softplusOperator);
agreesWithPyTorch(softplusOperator, "softplus");

test("softplus(x) - softplus(-x) is x, also where exp would overflow", async () => {
  const { y } = await valueAndGradient({ x: tensorOf("float32", [4], [-200, -1, 0.5, 200]) }, ({ x }) =>
    sub(softplus(x!), softplus(neg(x!))),
  );
  expectCloseNumbers(y, [-200, -1, 0.5, 200], 5);
});

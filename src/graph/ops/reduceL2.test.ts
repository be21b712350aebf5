import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { div } from "./div.ts";
import { reduceL2, reduceL2Operator } from "./reduceL2.ts";

operatorContract(reduceL2Operator);
agreesWithPyTorch(reduceL2Operator, "reduceL2");

test("a vector divided by its length has length 1, and zeros have the gradient 0", async () => {
  const { y } = await valueAndGradient({ x: tensorOf("float32", [2, 2], [3, 4, -5, 12]) }, ({ x }) =>
    reduceL2(div(x!, reduceL2(x!, [1])), [1], { keepdims: 0 }),
  );
  for (const length of y) expect(length).toBeCloseTo(1, 6);
  const { gradients } = await valueAndGradient({ x: tensorOf("float32", [2], [0, 0]) }, ({ x }) => reduceL2(x!));
  expect(gradients.x).toEqual([0, 0]);
});

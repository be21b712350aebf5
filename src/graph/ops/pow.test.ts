import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { pow, powOperator } from "./pow.ts";

operatorContract(powOperator);
agreesWithPyTorch(powOperator, "pow");

test("the square of 0 has the gradient 0, and 0 to the power of 0 has no NaN", async () => {
  const squared = await valueAndGradient({ x: tensorOf("float32", [2], [0, -3]) }, ({ x }) => pow(x!, 2));
  expect(squared.y).toEqual([0, 9]);
  expect(squared.gradients.x).toEqual([0, -6]);
  const both = await valueAndGradient(
    { a: tensorOf("float32", [2], [0, 0]), b: tensorOf("float32", [2], [0, 2]) },
    ({ a, b }) => pow(a!, b!),
  );
  expect(both.y).toEqual([1, 0]);
  expect(both.gradients).toEqual({ a: [0, 0], b: [0, 0] });
});

import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { identity, identityOperator } from "./identity.ts";

operatorContract(identityOperator);

test("gives what it is given", async () => {
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [2], [1, -2]) }, ({ x }) => identity(x!));
  expect(y).toEqual([1, -2]);
  expect(gradients.x).toEqual([1, 1]);
});

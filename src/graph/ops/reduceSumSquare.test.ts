import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { reduceSumSquare, reduceSumSquareOperator } from "./reduceSumSquare.ts";

operatorContract(reduceSumSquareOperator);

test("is the square of the length", async () => {
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [2], [3, -4]) }, ({ x }) =>
    reduceSumSquare(x!, undefined, { keepdims: 0 }),
  );
  expect(y).toEqual([25]);
  expect(gradients.x).toEqual([6, -8]);
});

import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { agreesWithPyTorch } from "../../../test/support/pytorchFixture.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { add } from "./add.ts";
import { neg } from "./neg.ts";
import { sigmoid, sigmoidOperator } from "./sigmoid.ts";

operatorContract(sigmoidOperator);
agreesWithPyTorch(sigmoidOperator, "sigmoid");

test("sigmoid(x) + sigmoid(-x) is 1, and the gradient vanishes where it saturates", async () => {
  const x = tensorOf("float32", [4], [-200, -1, 0, 200]);
  const { y } = await valueAndGradient({ x }, (values) => add(sigmoid(values.x!), sigmoid(neg(values.x!))));
  for (const sum of y) expect(sum).toBeCloseTo(1, 6);
  const { gradients } = await valueAndGradient({ x }, (values) => sigmoid(values.x!));
  expect(gradients.x![0]).toBeCloseTo(0, 8);
  expect(gradients.x![2]).toBe(0.25);
  expect(gradients.x![3]).toBeCloseTo(0, 8);
});

import { expect, test } from "vitest";
import { operatorContract } from "../../../test/support/operatorContract.ts";
import { valueAndGradient } from "../../../test/support/valueAndGradient.ts";
import { tensorOf } from "../tensor.ts";
import { add } from "./add.ts";
import { cos } from "./cos.ts";
import { pow } from "./pow.ts";
import { sin, sinOperator } from "./sin.ts";

operatorContract(sinOperator);

test("the squares of sine and cosine sum to 1", async () => {
  const { y, gradients } = await valueAndGradient({ x: tensorOf("float32", [3], [-2, 0, 30]) }, ({ x }) =>
    add(pow(sin(x!), 2), pow(cos(x!), 2)),
  );
  for (const sum of y) expect(sum).toBeCloseTo(1, 5);
  for (const slope of gradients.x!) expect(slope).toBeCloseTo(0, 5);
});

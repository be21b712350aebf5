import { expect, test } from "vitest";
import { layerContract, runLayers } from "../../../test/support/layerContract.ts";
import { numbersOf, tensorOf } from "../../graph/tensor.ts";
import { leakyRelu } from "./leakyRelu.ts";

layerContract(leakyRelu, [
  { x: [3, 5, 7], y: [3, 5, 7] },
  { x: [6], y: [6] },
  { options: 0.3, x: [6], y: [6] },
  { options: { slope: 0 }, x: [2, 3, 3], y: [2, 3, 3] },
]);

test("the values are those of the definition", async () => {
  const x = tensorOf("float32", [1, 3], [-2, 0, 3]);
  const expected = [-0.02, 0, 3];
  const y = numbersOf(await runLayers(["leaky-relu"], x));
  expected.forEach((value, i) => {
    expect(y[i]).toBeCloseTo(value, 6);
  });
});

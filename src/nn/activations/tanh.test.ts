import { expect, test } from "vitest";
import { layerContract, runLayers } from "../../../test/support/layerContract.ts";
import { numbersOf, tensorOf } from "../../graph/tensor.ts";
import { tanh } from "./tanh.ts";

layerContract(tanh, [
  { x: [3, 5, 7], y: [3, 5, 7] },
  { x: [6], y: [6] },
]);

test("the values are those of the definition", async () => {
  const x = tensorOf("float32", [1, 4], [-100, 0, Math.log(2), 100]);
  const expected = [-1, 0, 0.6, 1];
  const y = numbersOf(await runLayers(["tanh"], x));
  expected.forEach((value, i) => {
    expect(y[i]).toBeCloseTo(value, 6);
  });
});

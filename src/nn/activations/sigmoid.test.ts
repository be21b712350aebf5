import { expect, test } from "vitest";
import { layerContract, runLayers } from "../../../test/support/layerContract.ts";
import { numbersOf, tensorOf } from "../../graph/tensor.ts";
import { sigmoid } from "./sigmoid.ts";

layerContract(sigmoid, [
  { x: [3, 5, 7], y: [3, 5, 7] },
  { x: [6], y: [6] },
]);

test("the values are those of the definition", async () => {
  const x = tensorOf("float32", [1, 4], [-100, 0, Math.log(3), 100]);
  const expected = [0, 0.5, 0.75, 1];
  const y = numbersOf(await runLayers(["sigmoid"], x));
  expected.forEach((value, i) => {
    expect(y[i]).toBeCloseTo(value, 6);
  });
});

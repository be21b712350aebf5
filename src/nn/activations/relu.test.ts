import { expect, test } from "vitest";
import { layerContract, runLayers } from "../../../test/support/layerContract.ts";
import { numbersOf, tensorOf } from "../../graph/tensor.ts";
import { relu } from "./relu.ts";

layerContract(relu, [
  { x: [3, 5, 7], y: [3, 5, 7] },
  { x: [6], y: [6] },
]);

test("the values are those of the definition", async () => {
  const x = tensorOf("float32", [1, 3], [-2, 0, 3]);
  const expected = [0, 0, 3];
  const y = numbersOf(await runLayers(["relu"], x));
  expected.forEach((value, i) => {
    expect(y[i]).toBeCloseTo(value, 6);
  });
});

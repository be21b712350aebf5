import { expect, test } from "vitest";
import { layerContract, runLayers } from "../../../test/support/layerContract.ts";
import { numbersOf, tensorOf } from "../../graph/tensor.ts";
import { selu } from "./selu.ts";

layerContract(selu, [
  { x: [3, 5, 7], y: [3, 5, 7] },
  { x: [6], y: [6] },
]);

test("the values are those of the definition", async () => {
  const x = tensorOf("float32", [1, 3], [-100, 0, 2]);
  const expected = [-1.7580993408473766, 0, 2.1014019746];
  const y = numbersOf(await runLayers(["selu"], x));
  expected.forEach((value, i) => {
    expect(y[i]).toBeCloseTo(value, 5);
  });
});

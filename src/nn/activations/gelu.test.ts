import { expect, test } from "vitest";
import { layerContract, runLayers } from "../../../test/support/layerContract.ts";
import { numbersOf, tensorOf } from "../../graph/tensor.ts";
import { gelu } from "./gelu.ts";

layerContract(gelu, [
  { x: [3, 5, 7], y: [3, 5, 7] },
  { x: [6], y: [6] },
  { options: { approximation: "tanh" }, x: [6], y: [6] },
]);

test("the values are those of the definition", async () => {
  const x = tensorOf("float32", [1, 5], [-100, 0, 1, -1, 100]);
  const expected = [0, 0, 0.8413447460685429, -0.15865525393145707, 100];
  const y = numbersOf(await runLayers(["gelu"], x));
  expected.forEach((value, i) => {
    expect(y[i]).toBeCloseTo(value, 6);
  });
});

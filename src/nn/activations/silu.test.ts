import { expect, test } from "vitest";
import { layerContract, runLayers } from "../../../test/support/layerContract.ts";
import { numbersOf, tensorOf } from "../../graph/tensor.ts";
import { silu } from "./silu.ts";

layerContract(silu, [
  { x: [3, 5, 7], y: [3, 5, 7] },
  { x: [6], y: [6] },
]);

test("the values are those of the definition", async () => {
  const x = tensorOf("float32", [1, 4], [-100, 0, Math.log(3), 100]);
  const expected = [0, 0, 0.75 * Math.log(3), 100];
  const y = numbersOf(await runLayers(["silu"], x));
  expected.forEach((value, i) => {
    expect(y[i]).toBeCloseTo(value, 6);
  });
});

import { expect, test } from "vitest";
import { layerContract, runLayers } from "../../../test/support/layerContract.ts";
import { numbersOf, tensorOf } from "../../graph/tensor.ts";
import { elu } from "./elu.ts";

layerContract(elu, [
  { x: [3, 5, 7], y: [3, 5, 7] },
  { x: [6], y: [6] },
  { options: 0.5, x: [6], y: [6] },
]);

test("the values are those of the definition", async () => {
  const x = tensorOf("float32", [1, 4], [-100, 0, -Math.log(2), 3]);
  const expected = [-2, 0, -1, 3];
  const y = numbersOf(await runLayers([{ elu: 2 }], x));
  expected.forEach((value, i) => {
    expect(y[i]).toBeCloseTo(value, 6);
  });
});

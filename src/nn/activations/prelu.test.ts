import { expect, test } from "vitest";
import { layerContract, runLayers } from "../../../test/support/layerContract.ts";
import { numbersOf, tensorOf } from "../../graph/tensor.ts";
import { prelu } from "./prelu.ts";

layerContract(prelu, [
  { x: [3, 5, 7], y: [3, 5, 7], states: { slope: [3] } },
  { x: [6], y: [6], states: { slope: [6] } },
  { options: { slope: 0.1, isShared: true }, x: [3, 5, 7], y: [3, 5, 7], states: { slope: [1] } },
  { options: 0.1, x: [1], y: [1], states: { slope: [1] } },
]);

test("at the start it is a leaky ReLU of slope 0.25", async () => {
  const y = await runLayers(["prelu"], tensorOf("float32", [1, 3], [-2, 0, 3]));
  expect(numbersOf(y)).toEqual([-0.5, 0, 3]);
});

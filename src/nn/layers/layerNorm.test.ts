import { expect, test } from "vitest";
import { layerContract, runLayers } from "../../../test/support/layerContract.ts";
import { draws } from "../../base/random.ts";
import { numbersOf, tensorOf } from "../../graph/tensor.ts";
import { layerNorm } from "./layerNorm.ts";

layerContract(layerNorm, [
  { x: [4, 5, 7], y: [4, 5, 7], states: { scale: [4], shift: [4] } },
  { x: [6], y: [6], states: { scale: [6], shift: [6] } },
  { options: "channels", x: [4, 5, 7], y: [4, 5, 7], states: { scale: [4], shift: [4] } },
  { options: { over: "channels", epsilon: 0.1 }, x: [6], y: [6], states: { scale: [6], shift: [6] } },
]);

test("over images all numbers of an image have mean 0; over channels those of each pixel", async () => {
  const rng = draws(1, "x");
  const x = tensorOf(
    "float32",
    [1, 4, 1, 2],
    Array.from({ length: 8 }, () => 5 + 3 * rng.normal()),
  );
  const whole = numbersOf(await runLayers(["layer-norm"], x));
  expect(whole.reduce((sum, v) => sum + v, 0)).toBeCloseTo(0, 5);
  const pixels = numbersOf(await runLayers([{ "layer-norm": "channels" }], x));
  for (const pixel of [0, 1]) {
    expect([0, 2, 4, 6].reduce((sum, i) => sum + pixels[i + pixel]!, 0)).toBeCloseTo(0, 5);
  }
});

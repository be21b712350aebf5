import { expect, test } from "vitest";
import { layerContract, runLayers } from "../../../test/support/layerContract.ts";
import { shapeOf } from "../../../test/support/layerShapes.ts";
import { draws } from "../../base/random.ts";
import { numbersOf, tensorOf } from "../../graph/tensor.ts";
import { groupNorm } from "./groupNorm.ts";

layerContract(groupNorm, [
  { options: 2, x: [4, 5, 7], y: [4, 5, 7], states: { scale: [4], shift: [4] } },
  { x: [16], y: [16], states: { scale: [16], shift: [16] } },
  { options: { groups: 3, epsilon: 0.1 }, x: [3, 2, 2], y: [3, 2, 2], states: { scale: [3], shift: [3] } },
]);

test("each group of each image has mean 0 and variance 1", async () => {
  const rng = draws(1, "x");
  const x = tensorOf(
    "float32",
    [2, 4, 3, 3],
    Array.from({ length: 72 }, () => 5 + 3 * rng.normal()),
  );
  const y = numbersOf(await runLayers([{ "group-norm": 2 }], x));
  for (let group = 0; group < 4; group += 1) {
    const own = y.slice(group * 18, group * 18 + 18);
    expect(own.reduce((sum, v) => sum + v, 0) / 18).toBeCloseTo(0, 5);
    expect(own.reduce((sum, v) => sum + v * v, 0) / 18).toBeCloseTo(1, 4);
  }
});

test("groups that do not divide the channels are refused with a number that does", () => {
  expect(() => shapeOf(["relu", "group-norm"], [2, 12, 4, 4])).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at 1.group-norm
      expected channels that 8 groups share equally, got 12 channels
      try: set groups to 6]
  `);
});

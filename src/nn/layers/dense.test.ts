import { expect, test } from "vitest";
import { layerContract } from "../../../test/support/layerContract.ts";
import { shapeOf } from "../../../test/support/layerShapes.ts";
import { parseLayers } from "../layerList.ts";
import { dense } from "./dense.ts";

layerContract(dense, [
  { options: 5, x: [3], y: [5], states: { weight: [5, 3], bias: [5] } },
  { options: "classes", x: [3], y: [4], states: { weight: [4, 3], bias: [4] } },
  { options: { units: 1, bias: false }, x: [1], y: [1], states: { weight: [1, 1] } },
]);

test("logits start Glorot-uniform and other layers He-normal, unless the config says otherwise", () => {
  const initializerOf = (options: unknown): unknown =>
    (parseLayers([{ dense: options }], "model")[0]!.options as { initializer: { name: string } }).initializer.name;
  expect(initializerOf("classes")).toBe("glorot-uniform");
  expect(initializerOf(10)).toBe("he-normal");
  expect(initializerOf({ units: "classes", initializer: "orthogonal" })).toBe("orthogonal");
});

test("images are refused, with what makes features of them", () => {
  expect(() => shapeOf(["relu", { dense: 8 }], [2, 3, 8, 8])).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: shape-does-not-fit at 1.dense
      expected features [N, F], got [2, 3, 8, 8]
      try: put global-average-pool2d (few weights) or flatten (many) before it]
  `);
});

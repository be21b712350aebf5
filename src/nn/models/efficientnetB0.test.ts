import { expect, test } from "vitest";
import { readOptions } from "../../base/options.ts";
import { parameterCount } from "./parameterCount.ts";
import { modelLayers, modelSchema } from "./setting.ts";

const count = (model: unknown, size: number, classes: number): number =>
  parameterCount(modelLayers(readOptions(modelSchema, model, "model"), { size }), { size, classes });

// Published for 1000 classes: torchvision's model cards.
test.each([
  ["B0", 1, 1, 5_288_548],
  ["B1", 1, 1.1, 7_794_184],
  ["B2", 1.1, 1.2, 9_109_994],
])("EfficientNet-%s has as many weights as published", (_, width, depth, published) => {
  expect(count({ name: "efficientnet-b0", width, depth }, 224, 1000)).toBe(published);
});

test("the small stem has the same weights", () => {
  expect(count("efficientnet-b0", 64, 1000)).toBe(5_288_548);
});

import { expect, test } from "vitest";
import { readOptions } from "../../base/options.ts";
import { parameterCount } from "./parameterCount.ts";
import { modelLayers, modelSchema } from "./setting.ts";

const count = (model: unknown, size: number, classes: number): number =>
  parameterCount(modelLayers(readOptions(modelSchema, model, "model"), { size }), { size, classes });

// Published for 1000 classes: torchvision's model card, and Keras' for the half width.
test.each([
  [1, 3_504_872],
  [0.5, 1_968_680],
])("MobileNetV2 of width %d has as many weights as published", (width, published) => {
  expect(count({ name: "mobilenet-v2", width }, 224, 1000)).toBe(published);
});

test("the small stem has the same weights", () => {
  expect(count("mobilenet-v2", 32, 1000)).toBe(3_504_872);
});

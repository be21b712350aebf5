import { expect, test } from "vitest";
import { readOptions } from "../../base/options.ts";
import { parameterCount } from "./parameterCount.ts";
import { modelLayers, modelSchema } from "./setting.ts";

const count = (model: unknown, size: number, classes: number): number =>
  parameterCount(modelLayers(readOptions(modelSchema, model, "model"), { size }), { size, classes });

// Published for 1000 classes at 224 pixels: torchvision's model cards.
test.each([
  [11, 132_863_336],
  [13, 133_047_848],
  [16, 138_357_544],
  [19, 143_667_240],
])("VGG-%i has as many weights as published, with its dense head", (depth, published) => {
  expect(count({ name: "vgg", depth, norm: "none", head: "dense" }, 224, 1000)).toBe(published);
});

test("averaging the features leaves a ninth of VGG-16's weights", () => {
  // The convolutions' 14,714,688 (Keras' include_top=False) and the logits.
  expect(count({ name: "vgg", depth: 16, norm: "none" }, 224, 1000)).toBe(14_714_688 + 1000 * 513);
});

test("photos of 32 pixels are large enough, smaller ones are refused", () => {
  expect(count("vgg", 32, 10)).toBeGreaterThan(9e6);
  expect(() => count("vgg", 16, 10)).toThrow("max-pool2d");
});

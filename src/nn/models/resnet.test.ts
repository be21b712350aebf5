import { expect, test } from "vitest";
import { readOptions } from "../../base/options.ts";
import { parameterCount } from "./parameterCount.ts";
import { modelLayers, modelSchema } from "./setting.ts";

const count = (model: unknown, size: number, classes: number): number =>
  parameterCount(modelLayers(readOptions(modelSchema, model, "model"), { size }), { size, classes });

// Published for 1000 classes at 224 pixels: torchvision's model cards.
test.each([
  [18, 11_689_512],
  [34, 21_797_672],
])("ResNet-%i has as many weights as published", (depth, published) => {
  expect(count({ name: "resnet", depth }, 224, 1000)).toBe(published);
});

// The paper's table 6, in millions, without the projections that take the place of padding with zeros here.
test.each([
  [20, 0.27],
  [32, 0.46],
  [44, 0.66],
  [56, 0.85],
])("ResNet-%i for small photos has as many weights as published", (depth, published) => {
  const projections = 16 * 32 + 32 * 64 + 2 * (32 + 64);
  expect((count({ name: "resnet", depth }, 32, 10) - projections) / 1e6).toBeCloseTo(published, 2);
});

test("photos of 96 pixels keep their pixels in the stem, larger ones do not, unless the config says so", () => {
  const first = (size: number, stem?: string): unknown =>
    (
      modelLayers(readOptions(modelSchema, { name: "resnet", ...(stem && { stem }) }, "model"), { size })[0]!
        .options as { kernel: number }
    ).kernel;
  expect([first(96), first(97), first(224, "small"), first(32, "imagenet")]).toEqual([3, 7, 3, 7]);
});

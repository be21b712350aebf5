import { expect, test } from "vitest";
import { readOptions } from "../../base/options.ts";
import { parameterCount } from "./parameterCount.ts";
import { modelLayers, modelSchema } from "./setting.ts";

const count = (model: unknown, size: number, classes: number): number =>
  parameterCount(modelLayers(readOptions(modelSchema, model, "model"), { size }), { size, classes });

test("the defaults are three convolutions of 32, 64 and 128 filters and the logits", () => {
  const convolutions = 32 * (3 * 9 + 1) + 64 * (32 * 9 + 1) + 128 * (64 * 9 + 1);
  expect(count("small-cnn", 64, 10)).toBe(convolutions + 10 * 129);
});

test("a norm takes the place of the biases, and has a scale and a shift", () => {
  expect(count({ name: "small-cnn", norm: "group-norm" }, 64, 10) - count("small-cnn", 64, 10)).toBe(32 + 64 + 128);
});

test("more blocks than the photo can be halved are refused", () => {
  expect(() => count({ name: "small-cnn", blocks: 5 }, 16, 10)).toThrowError("14.max-pool2d");
});

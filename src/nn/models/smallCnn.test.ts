import { expect, test } from "vitest";
import { readOptions } from "../../base/options.ts";
import { parameterCount } from "./parameterCount.ts";
import { modelLayers, modelSchema } from "./setting.ts";

const count = (model: unknown, size: number, classes: number): number =>
  parameterCount(modelLayers(readOptions(modelSchema, model, "model"), { size }), { size, classes });

const filters = [32, 64, 128, 256];
const kernels = filters.reduce((sum, width, i) => sum + 9 * width * (filters[i - 1] ?? 3), 0);

test("the defaults are four convolutions of 32 to 256 filters, each with a scale and a shift, and the logits", () => {
  expect(count("small-cnn", 64, 10)).toBe(kernels + 2 * (32 + 64 + 128 + 256) + 10 * 257);
  expect(count("small-cnn", 64, 10)).toBe(391_466);
});

test("without a norm the convolutions have biases", () => {
  expect(count({ name: "small-cnn", norm: "none" }, 64, 10)).toBe(kernels + 32 + 64 + 128 + 256 + 10 * 257);
});

test("more blocks than the photo can be halved are refused", () => {
  expect(() => count({ name: "small-cnn", blocks: 5 }, 16, 10)).toThrow("19.max-pool2d");
});

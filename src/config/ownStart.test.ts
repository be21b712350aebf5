import { expect, test } from "vitest";
import { parseConfig } from "./config.ts";
import { isBackbone } from "./model.ts";
import { withOwnStart } from "./ownStart.ts";

const data = { path: "photos" };

test("a config without a model begins with the package's backbone, all of it learning", () => {
  const { model } = parseConfig(withOwnStart({ data }));
  expect(isBackbone(model) && [model.onnx, model.freeze]).toEqual(["wrasse:fish-64", "none"]);
});

test.each([
  ["a model by its name", { data, model: "small-cnn" }],
  ["a list of layers", { data, model: [{ dense: "classes" }] }],
  ["a normalisation that is chosen", { data: { ...data, normalisation: "0..255" } }],
  ["photos too small for it", { data: { ...data, size: 16 } }],
])("%s is left as it is", (_, given) => {
  expect(withOwnStart(given)).toBe(given);
});

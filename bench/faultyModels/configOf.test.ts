import { expect, test } from "vitest";
import { configOf } from "./configOf.ts";
import { type FaultyModel, isAnswerable } from "./faultyModel.ts";

const model = (more: Partial<FaultyModel> = {}): FaultyModel => ({
  id: "made-up",
  input: [28, 28, 1],
  layers: [
    { type: "conv2d", filters: 4, kernel: 3, stride: 1, padding: "valid", activation: "relu", init: "he_normal" },
    { type: "maxpool", size: 2, stride: 2 },
    { type: "flatten" },
    { type: "dropout", rate: 0.25 },
    { type: "dense", units: 8, activation: "hard_sigmoid", init: "ones" },
    { type: "dense", units: 10, activation: "softmax" },
  ],
  ...{ optimizer: "sgd+momentum0.9", lr: 0.1, loss: "softmax_ce", epochs: 12, preprocessing: "raw 0..255, shuffled" },
  ...{ fault: "none", control: false, answers: { rootCause: ["input-unscaled"], mechanism: [] } },
  ...more,
});

test("layers, optimiser and preprocessing are kept, and what is another thing is told", () => {
  const made = configOf(model(), "photos", 15, 3);
  expect(made).toMatchObject({
    config: {
      data: { path: "photos", size: 28, normalisation: "0..255" },
      optimizer: { name: "sgd", learningRate: 0.1, momentum: 0.9, weightDecay: 0 },
      ...{ epochs: 15, seed: 3, augmentation: [] },
    },
    replaced: ["colour for grey", "sigmoid for hard sigmoid"],
  });
  const layers = made.config!.model as readonly (string | Record<string, unknown>)[];
  expect(layers.map((layer) => (typeof layer === "string" ? layer : Object.keys(layer)[0]))).toEqual([
    ...["conv2d", "relu", "max-pool2d", "flatten", "dropout", "dense", "sigmoid", "dense"],
  ]);
  expect(layers[5]).toMatchObject({ dense: { units: 8, initializer: { name: "constant", value: 1 } } });
  expect(layers[7]).toMatchObject({ dense: { units: "classes", initializer: { name: "glorot-uniform" } } });
});

test("the epochs are the source's own where they are the fault", () => {
  expect(configOf(model({ fault: "epochs 5->10", epochs: 5 }), "photos", 15, 0).config!.epochs).toBe(5);
});

test("what Wrasse has no optimiser or activation for is said to be so", () => {
  expect(configOf(model({ optimizer: "adadelta" }), "photos", 15, 0)).toEqual({
    config: undefined,
    why: "no optimiser adadelta",
  });
  const layers = [{ type: "dense", units: 8, activation: "exponential" }, ...model().layers.slice(-1)];
  expect(configOf(model({ layers }), "photos", 15, 0)).toMatchObject({ why: "no activation exponential" });
});

test("a model is asked about where its fault is among the disorders, or where it has none", () => {
  const answers = { rootCause: ["loss-output-mismatch"], mechanism: [] };
  expect(isAnswerable(model())).toBe(true);
  expect(isAnswerable(model({ answers }))).toBe(false);
  expect(isAnswerable(model({ answers, control: true }))).toBe(true);
});

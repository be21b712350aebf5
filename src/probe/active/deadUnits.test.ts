import { expect, test } from "vitest";
import { probed, subjectOf, trainedSubject } from "../../../test/support/probed.ts";
import { tensorOf } from "../../graph/tensor.ts";
import { deadUnits } from "./deadUnits.ts";

const model = [
  { conv2d: { filters: 4 } },
  "relu",
  { "max-pool2d": 2 },
  { conv2d: { filters: 6, biasInitializer: -100 } },
  "relu",
  "global-average-pool2d",
  { dense: { units: 5, biasInitializer: 100 } },
  "relu6",
  { dense: "classes" },
];

test("a layer with biases far below is dead, one with biases far above is alive, for every class", async () => {
  const found = await probed(deadUnits, subjectOf({ model }));
  expect(found("dead-share", { layer: "1.relu", weights: "first" })).toEqual([0]);
  expect(found("dead-share", { layer: "4.relu", weights: "first" })).toEqual([1]);
  expect(found("dead-share", { layer: "7.relu6", weights: "first" })).toEqual([0]);
  expect(found("dead-share")).toHaveLength(3);
  expect(found("class-dead-share", { layer: "4.relu" })).toEqual([1, 1, 1]);
  expect(found("class-dead-share", { layer: "7.relu6", class: "red" })).toEqual([0]);
});

test("of kept weights each unit is judged by itself", async () => {
  const subject = await trainedSubject({ model, optimizer: { name: "sgd", learningRate: 0 } }, 1);
  // Channels 1 and 3 of the first convolution give what is under 0 whatever comes in.
  const kept = new Map(subject.kept).set("0.conv2d.bias", tensorOf("float32", [4], [0, -1000, 0, -1000]));
  const found = await probed(deadUnits, { ...subject, kept });
  expect(found("dead-share", { layer: "1.relu", weights: "kept" })).toEqual([0.5]);
  expect(found("dead-share", { layer: "1.relu", weights: "first" })).toEqual([0]);
});

test("a unit that speaks for one class alone is dead for the others, and not dead", async () => {
  const net = [{ conv2d: { filters: 1, kernel: 8, padding: "valid" } }, "relu", "flatten", { dense: "classes" }];
  const subject = await trainedSubject({ model: net, optimizer: { name: "sgd", learningRate: 0 } }, 1);
  // Red less the others, so far below that only red pictures come above 0.
  const weight = Array.from({ length: 192 }, (_, i) => (i < 64 ? 1 : -0.5) / 64);
  const kept = new Map(subject.kept)
    .set("0.conv2d.weight", tensorOf("float32", [1, 3, 8, 8], weight))
    .set("0.conv2d.bias", tensorOf("float32", [1], [-0.3]));
  const found = await probed(deadUnits, { ...subject, kept });
  expect(found("dead-share", { weights: "kept" })).toEqual([0]);
  expect(found("class-dead-share", { weights: "kept" })).toEqual([0, 1, 1]);
});

test("activations that are not flat below 0 are not measured", async () => {
  const leaky = [
    { conv2d: 4 },
    "leaky-relu",
    { conv2d: 4 },
    "gelu",
    { conv2d: 4 },
    "tanh",
    "flatten",
    { dense: "classes" },
  ];
  expect(await deadUnits.measure(subjectOf({ model: leaky }))).toEqual([]);
});

test("with batch norm, first weights are seen as a training step sees them, not with statistics of nothing", async () => {
  // Without its running statistics measured, the norm would leave these far above 0.
  const normed = [
    { conv2d: { filters: 8, biasInitializer: 50 } },
    "batch-norm",
    "relu",
    "flatten",
    { dense: "classes" },
  ];
  const shifted = [
    { conv2d: { filters: 8, biasInitializer: -50 } },
    "batch-norm",
    "relu",
    "flatten",
    { dense: "classes" },
  ];
  expect((await probed(deadUnits, subjectOf({ model: normed })))("dead-share")).toEqual([0]);
  expect((await probed(deadUnits, subjectOf({ model: shifted })))("dead-share")).toEqual([0]);
});

test("the same subject gives the same numbers, and an aborted one the signal's reason", async () => {
  const subject = subjectOf({ model });
  expect(await deadUnits.measure(subject)).toEqual(await deadUnits.measure(subject));
  const stop = AbortSignal.abort(new Error("enough"));
  await expect(deadUnits.measure(subject, { signal: stop })).rejects.toThrow("enough");
});

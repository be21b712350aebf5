import { expect, test } from "vitest";
import { probed, subjectOf, trainedSubject } from "../../../test/support/probed.ts";
import { numbersOf } from "../../graph/tensor.ts";
import { gradientFlow } from "./gradientFlow.ts";

const plainDescent = { name: "sgd", momentum: 0, weightDecay: 0, learningRate: 1 };
const model = [
  { conv2d: { filters: 4 } },
  "relu",
  { "max-pool2d": 2 },
  { conv2d: 5 },
  "tanh",
  "flatten",
  { dense: "classes" },
];

test("weight-gradient-norm is how far a step of plain descent over all photos goes, class weights included", async () => {
  const config = {
    model,
    batch: 64,
    optimizer: plainDescent,
    loss: { name: "cross-entropy", classWeights: [1, 4, 0.5] },
  };
  const subject = await trainedSubject(config, 1);
  const before = await trainedSubject({ ...config, optimizer: { ...plainDescent, learningRate: 0 } }, 1);
  const found = await probed(gradientFlow, subjectOf(config));
  for (const [name, after] of subject.kept!) {
    const old = numbersOf(before.kept!.get(name)!);
    const change = Math.hypot(...numbersOf(after).map((value, i) => value - old[i]!));
    const [norm] = found("weight-gradient-norm", { weight: name, weights: "first" });
    expect(Math.abs(norm! - change), name).toBeLessThan(1e-5); // float32 of the weights
  }
});

test("below a dead layer nothing comes down, and nothing there can be revived", async () => {
  const dead = [
    { conv2d: 4 },
    "relu",
    { conv2d: { filters: 5, biasInitializer: -100 } },
    "relu",
    "flatten",
    { dense: "classes" },
  ];
  const found = await probed(gradientFlow, subjectOf({ model: dead }));
  expect(found("weight-gradient-norm", { weight: "0.conv2d.weight", weights: "first" })).toEqual([0]);
  expect(found("pre-activation-gradient-flow", { weights: "first" })).toEqual([0, 0]);
  expect(found("gradient-over-twin", { layer: "0.conv2d" })).toEqual([0]);
  expect(found("revivable-share", { layer: "2.conv2d" })).toEqual([0]);
  // 0 over 0: the first activation gets no less than the last one.
  expect(found("gradient-ratio", { weights: "first" })).toEqual([1]);
  expect(found("weight-gradient-norm", { weight: "0.conv2d.weight", weights: "twin" })[0]).toBeGreaterThan(1e-4);
  expect(found("gradient-over-twin", { layer: "5.dense" })).toHaveLength(1);
});

test("a net that is its own twin gets what the twin gets, and its units can learn", async () => {
  const own = [{ conv2d: 4 }, "leaky-relu", "flatten", { dense: { units: "classes", initializer: "he-normal" } }];
  const found = await probed(gradientFlow, subjectOf({ model: own }));
  expect(found("gradient-over-twin")).toEqual([1, 1]);
  expect(found("revivable-share")).toEqual([1, 1]);
  expect(found("gradient-ratio")).toEqual([]); // one activation alone has no ratio
});

test("a loss that depends on nothing gives zeros and no NaN", async () => {
  const constant = [
    { conv2d: 2 },
    "tanh",
    { conv2d: 2 },
    "tanh",
    "flatten",
    { dense: { units: "classes", initializer: "zeros" } },
  ];
  const found = await gradientFlow.measure(subjectOf({ model: constant }));
  expect(found.length).toBeGreaterThan(10);
  for (const { value } of found) expect(Number.isFinite(value)).toBe(true);
});

test("through sigmoids the gradient vanishes towards the first layer", async () => {
  const sigmoids = Array.from({ length: 5 }, () => [
    { conv2d: { filters: 4, initializer: "glorot-uniform" } },
    "sigmoid",
  ]).flat();
  const found = await probed(gradientFlow, subjectOf({ model: [...sigmoids, "flatten", { dense: "classes" }] }));
  expect(found("gradient-ratio", { weights: "first" })[0]).toBeLessThan(0.05);
});

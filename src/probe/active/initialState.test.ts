import { expect, test } from "vitest";
import { probed, subjectOf, trainedSubject } from "../../../test/support/probed.ts";
import { tensorOf } from "../../graph/tensor.ts";
import { initialState } from "./initialState.ts";

const head = ["flatten", { dense: { units: "classes", initializer: "zeros" } }];

test("a net whose logits are all 0 begins at the loss of chance, ln 3 for three classes that are alike", async () => {
  const found = await probed(initialState, subjectOf({ model: [{ conv2d: 4 }, "relu", ...head] }));
  expect(found("initial-loss")[0]).toBeCloseTo(Math.log(3), 6);
  expect(found("chance-loss")[0]).toBeCloseTo(Math.log(3), 4);
  expect(found("pre-activation-deviation", { layer: "logits" })).toEqual([0]);
});

test("photos that are standardised have mean 0 and deviation 1; photos that are not, their own", async () => {
  const subject = subjectOf({ model: [{ conv2d: 4 }, "relu", ...head] });
  const standardised = await probed(initialState, subject);
  expect(Math.abs(standardised("input-mean")[0]!)).toBeLessThan(1e-9);
  expect(standardised("input-deviation")[0]).toBeCloseTo(1, 9);
  const plan = subject.planOf(0);
  const statistics = { mean: [0, 0, 0], deviation: [1 / 255, 1 / 255, 1 / 255] } as const;
  const raw = { ...subject, planOf: () => ({ ...plan, network: { ...plan.network, statistics } }) };
  const found = await probed(initialState, raw);
  expect(found("input-mean")[0]).toBeGreaterThan(80);
  expect(found("input-deviation")[0]).toBeGreaterThan(30);
});

test("mean and deviation of pre-activations are those of what a 1 x 1 convolution makes of the photos", async () => {
  // Each channel times 3, plus 7: photos have mean 0 and deviation 1.
  const copy = { filters: 3, kernel: 1, groups: 3, initializer: { name: "constant", value: 3 }, biasInitializer: 7 };
  const found = await probed(initialState, subjectOf({ model: [{ conv2d: copy }, "relu", ...head] }));
  expect(found("pre-activation-mean", { layer: "1.relu" })[0]).toBeCloseTo(7, 4);
  expect(found("pre-activation-deviation", { layer: "1.relu" })[0]).toBeCloseTo(3, 4);
  // Each unit has one number, and all have the same: none tells itself apart.
  expect(found("identical-units-share", { weight: "0.conv2d.weight" })).toEqual([1]);
});

test("signal-ratio is the factor that a layer stretches what differs between photos by; constant shifts do not count", async () => {
  const by = (value: number, shift: number) => ({
    conv2d: { filters: 3, kernel: 1, groups: 3, initializer: { name: "constant", value }, biasInitializer: shift },
  });
  const model = [by(1, 50), "relu", by(0.25, 900), "relu", ...head];
  const found = await probed(initialState, subjectOf({ model }));
  expect(found("signal-ratio")[0]).toBeCloseTo(0.25, 4);
});

test("saturation is measured of sigmoids and tanhs, at the first weights and at those kept", async () => {
  const model = [{ conv2d: 4 }, "tanh", { conv2d: 4 }, "relu", ...head];
  const subject = await trainedSubject({ model, optimizer: { name: "sgd", learningRate: 0 } }, 1);
  const kept = new Map(subject.kept).set("0.conv2d.bias", tensorOf("float32", [4], [100, -100, 100, 0]));
  const found = await probed(initialState, { ...subject, kept });
  expect(found("saturated-units-share", { layer: "1.tanh", weights: "first" })[0]).toBeLessThan(0.4);
  const [share] = found("saturated-units-share", { layer: "1.tanh", weights: "kept" });
  expect(share).toBeGreaterThanOrEqual(0.75);
  expect(share).toBeLessThan(0.85);
  expect(found("saturated-units-share", { layer: "3.relu" })).toEqual([]);
});

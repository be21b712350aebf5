import { expect, test } from "vitest";
import { probed, subjectOf, trainedSubject } from "../../../test/support/probed.ts";
import { lossAlongGradient, lossAlongStep } from "./lossAlongGradient.ts";

// Convex in its weights: along one direction the loss has one lowest place.
const model = ["global-average-pool2d", { dense: "classes" }];
const rateOf = (learningRate: number) => ({ model, optimizer: { name: "sgd", momentum: 0, learningRate } });

test("a tenth of the rate needs ten times the step, and the loss along it is the same", async () => {
  const [high, low] = [
    await lossAlongGradient(subjectOf(rateOf(0.1))),
    await lossAlongGradient(subjectOf(rateOf(0.01))),
  ];
  const lossAt = ({ along }: typeof high, factor: number): number =>
    along.find((one) => Math.abs(one.factor / factor - 1) < 1e-9)!.loss;
  for (const factor of [1e-2, 1, 10]) expect(lossAt(low, factor * 10)).toBeCloseTo(lossAt(high, factor), 4);
  const best = async (rate: number) => (await probed(lossAlongStep, subjectOf(rateOf(rate))))("best-step-factor")[0]!;
  expect((await best(0.1)) / (await best(1))).toBeCloseTo(10, 6);
});

test("a rate far too high has a best factor below 1, one far too low above 1, and no gradient 0", async () => {
  const best = async (config: object) => (await probed(lossAlongStep, subjectOf(config)))("best-step-factor")[0]!;
  expect(await best(rateOf(1000))).toBeLessThan(0.1);
  expect(await best(rateOf(1e-4))).toBeGreaterThan(100);
  const dead = [
    { conv2d: { filters: 2, biasInitializer: -100 } },
    "relu",
    "flatten",
    { dense: { units: "classes", bias: false } },
  ];
  expect(await best({ ...rateOf(0.1), model: dead })).toBe(0);
});

test("it begins at the kept weights where there are any", async () => {
  const subject = await trainedSubject({ ...rateOf(0.5) }, 30);
  const [first, kept] = [await lossAlongGradient(subjectOf(rateOf(0.5))), await lossAlongGradient(subject)];
  expect(kept.along[0]!.loss).toBeLessThan(first.along[0]!.loss - 0.05);
});

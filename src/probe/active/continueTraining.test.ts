import { expect, test } from "vitest";
import { subjectOf, trainedSubject } from "../../../test/support/probed.ts";
import { tinyDataset } from "../../../test/support/tinyDataset.ts";
import { continueTraining } from "./continueTraining.ts";

const dataset = tinyDataset(120, 60);
const model = ["global-average-pool2d", { dense: "classes" }];
const at = (learningRate: number) => ({ model, batch: 16, optimizer: { name: "sgd", momentum: 0, learningRate } });

const falls = async (learningRate: number, steps: number) => {
  const found = await continueTraining.measure(await trainedSubject(at(learningRate), steps, { dataset }));
  return Object.fromEntries(found.map(({ quantity, value, interval }) => [quantity, { value, interval: interval! }]));
};

test("what was stopped early goes on falling, by more at ten times its low rate and by less at a tenth", async () => {
  const found = await falls(0.02, 5);
  expect(found["continued-fall"]!.interval[0]).toBeGreaterThan(0);
  expect(found["raised-rate-fall"]!.value).toBeGreaterThan(3 * found["continued-fall"]!.value);
  expect(found["lowered-rate-fall"]!.value).toBeLessThan(found["continued-fall"]!.value / 3);
});

test("a rate far too high gets worse when raised, at most by 10, and is no error", async () => {
  const found = await falls(1e5, 5);
  expect(found["raised-rate-fall"]!.value).toBe(-10);
});

test("there is nothing to go on with without kept weights", () => {
  expect(continueTraining.canMeasure(subjectOf(at(0.1), { dataset }))).toBe(false);
});

import { expect, test } from "vitest";
import { tinyDataset, tinyModel } from "../../../test/support/tinyDataset.ts";
import { parseConfig } from "../../config/config.ts";
import type { Dataset } from "../../data/dataset.ts";
import { planTraining } from "../../train/plan.ts";
import { chanceLoss } from "./chanceLoss.ts";

const dataset = tinyDataset(120);
/** 20 photos of the first class, 10 and 10 of the others. */
const unlike: Dataset = {
  ...dataset,
  parts: {
    ...dataset.parts,
    train: Uint32Array.from({ length: 40 }, (_, i) => (i % 4 === 3 ? 3 * i : 3 * i + (i % 4))),
  },
};

function chance(photos: Dataset, more: object): Promise<number> {
  const config = parseConfig({ data: { path: "none" }, model: tinyModel, batch: 16, loss: "cross-entropy", ...more });
  return chanceLoss(planTraining(config, photos), photos, { threads: 1 });
}

test("for cross-entropy it is the entropy of the classes' shares", async () => {
  expect(await chance(dataset, {})).toBeCloseTo(Math.log(3), 5);
  expect(await chance(unlike, {})).toBeCloseTo(0.5 * Math.log(2) + 0.5 * Math.log(4), 5);
});

test("a sampler that shows classes alike makes them alike", async () => {
  expect(await chance(unlike, { sampler: "balanced" })).toBeCloseTo(Math.log(3), 2);
});

test("class weights that balance make them alike too", async () => {
  expect(await chance(unlike, { loss: { name: "cross-entropy", classWeights: "balanced" } })).toBeCloseTo(
    Math.log(3),
    4,
  );
});

test("smoothed labels add what they add to the best constant answer", async () => {
  // Targets of three alike classes average to a third each, whatever the smoothing.
  expect(await chance(dataset, { loss: { name: "cross-entropy", labelSmoothing: 0.2 } })).toBeCloseTo(Math.log(3), 5);
});

test("for squared error on probabilities it is the mean variance of the targets", async () => {
  const expected = (0.5 * 0.5 + 2 * 0.25 * 0.75) / 3;
  expect(await chance(unlike, { loss: "mean-squared-error" })).toBeCloseTo(expected, 4);
  expect(await chance(unlike, { loss: { name: "mean-squared-error", of: "logits" } })).toBeCloseTo(expected, 3);
});

test("for a sigmoid a class it is the sum of the classes' binary entropies", async () => {
  const entropy = (p: number): number => -p * Math.log(p) - (1 - p) * Math.log(1 - p);
  const sum = entropy(0.5) + 2 * entropy(0.25);
  const found = await chance(unlike, { loss: "binary-cross-entropy" });
  expect([sum, sum / 3].some((expected) => Math.abs(found - expected) < 2e-3)).toBe(true);
});

import { expect, test } from "vitest";
import { datasetFromPixels } from "../../src/data/dataset.ts";
import { cutTraining } from "./trial.ts";

const size = 8;
const labels = Array.from({ length: 90 }, (_, i) => i % 3);
const dataset = datasetFromPixels({
  classes: ["a", "b", "c"],
  labels,
  pixels: Uint8Array.from({ length: 90 * 3 * size * size }, (_, i) => i % 251),
  size,
  splits: labels.map((_, i) => (i < 60 ? "train" : i < 75 ? "validation" : "test")),
});

test("a cut leaves so many training photos of each class, and the other parts as they are", () => {
  const cut = cutTraining(dataset, 5, 4);
  expect([0, 1, 2].map((label) => cut.parts.train.filter((photo) => labels[photo] === label).length)).toEqual([
    5, 5, 5,
  ]);
  expect(cut.parts.train.every((photo) => photo < 60)).toBe(true);
  expect(cut.parts.validation).toEqual(dataset.parts.validation);
  expect(cut.parts.test).toEqual(dataset.parts.test);
});

test("the seed decides which are left, and a smaller cut is part of a larger one", () => {
  expect(cutTraining(dataset, 5, 4).parts.train).toEqual(cutTraining(dataset, 5, 4).parts.train);
  expect(cutTraining(dataset, 5, 4).parts.train).not.toEqual(cutTraining(dataset, 5, 5).parts.train);
  const larger = new Set(cutTraining(dataset, 9, 4).parts.train);
  expect(cutTraining(dataset, 5, 4).parts.train.every((photo) => larger.has(photo))).toBe(true);
});

test("a cut takes mean and deviation from the photos that are left", () => {
  expect(cutTraining(dataset, 1, 0).statistics).not.toEqual(dataset.statistics);
});

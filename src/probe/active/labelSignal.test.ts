import { expect, test } from "vitest";
import { subjectOf } from "../../../test/support/probed.ts";
import { tinyDataset } from "../../../test/support/tinyDataset.ts";
import { draws, permutation } from "../../base/random.ts";
import type { Dataset } from "../../data/dataset.ts";
import { labelSignal } from "./labelSignal.ts";

const model = ["flatten", { dense: "classes" }];

async function signalOf(dataset: Dataset, seed = 0) {
  const [found] = await labelSignal.measure(subjectOf({ model }, { dataset, seed }));
  return found!;
}

/** The data set with its labels dealt anew. */
function shuffled(dataset: Dataset, seed: number): Dataset {
  const order = permutation(dataset.labels.length, draws(seed, "wrong labels"));
  return { ...dataset, labels: Uint16Array.from(order, (photo) => dataset.labels[photo]!) };
}

test("photos whose colour tells their class have a signal of nearly all that chance leaves", async () => {
  const { value, interval, n } = await signalOf(tinyDataset(180, 100));
  expect(value).toBeGreaterThan(0.5);
  expect(interval![0]).toBeGreaterThan(0.4);
  expect(n).toBe(120);
});

test("labels that have nothing to do with the photos have none: the interval leaves 0 out about once in twenty", async () => {
  const dataset = tinyDataset(180, 100);
  let outside = 0;
  for (let seed = 0; seed < 10; seed += 1) {
    const { interval } = await signalOf(shuffled(dataset, seed), seed);
    if (interval![0] > 0 || interval![1] < 0) outside += 1;
  }
  expect(outside).toBeLessThanOrEqual(2); // 3 or more of 10 at 5 % happens once in 87
});

test("the same photos give the same number", async () => {
  expect(await signalOf(tinyDataset(90))).toEqual(await signalOf(tinyDataset(90)));
});

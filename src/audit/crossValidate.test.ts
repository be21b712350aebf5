import { expect, test } from "vitest";
import { tinyDataset, tinyModel } from "../../test/support/tinyDataset.ts";
import { makeConfig } from "../config/load.ts";
import { crossValidate } from "./crossValidate.ts";

const { classes, labels, pixels } = tinyDataset(60, 120);
const subject = {
  classes,
  labels,
  pixels,
  metadata: Array.from(labels, () => ({})),
  units: Uint32Array.from(labels.keys()),
  photos: Uint32Array.from(labels.keys()),
};
const config = makeConfig(undefined, [
  ["data.path", "unused"],
  ["data.size", 8],
  ["model", tinyModel],
  ["epochs", 30],
  ["batch", 8],
  ["optimizer.learningRate", 0.02],
  ["augmentation", []],
]);

test("each photo is answered by a network that did not see it, better than chance, with the same bits each time", async () => {
  const told: [number, number][] = [];
  const onProgress = (done: number, total: number): number => told.push([done, total]);
  const { logits } = await crossValidate(subject, config, { folds: 2, threads: 1, onProgress });
  const right = Array.from(labels).filter((label, row) => {
    const own = logits.subarray(row * 3, row * 3 + 3);
    return own.indexOf(Math.max(...own)) === label;
  });
  expect(right.length).toBeGreaterThan(40);
  expect(told.at(-1)![0]).toBe(told.at(-1)![1]);
  const again = await crossValidate(subject, config, { folds: 2, threads: 1 });
  expect(again.logits).toEqual(logits);
});

test("a signal stops it with its reason", async () => {
  const reason = new Error("enough");
  const stopped = crossValidate(subject, config, { folds: 2, threads: 1, signal: AbortSignal.abort(reason) });
  await expect(stopped).rejects.toBe(reason);
});

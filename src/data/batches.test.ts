import { expect, test } from "vitest";
import { batchCount, batches, oneHot } from "./batches.ts";
import { datasetFromPixels } from "./dataset.ts";

const size = 2;
const data = datasetFromPixels({
  classes: ["a", "b", "c"],
  labels: [0, 1, 2, 1, 0],
  pixels: Uint8Array.from({ length: 5 * 3 * size * size }, (_, i) => Math.floor(i / 12) * 20 + (i % 12)),
  size,
  splits: ["train", "train", "train", "train", "train"],
});

test("batches hold the photos of the order with their labels, and a smaller last one if it is kept", () => {
  const order = Uint32Array.of(4, 2, 0, 1, 3);
  const got = Array.from(batches(data, order, { batch: 2, rest: "keep" }), ({ pixels, labels, photos, count }) => ({
    first: Array.from(photos, (_, i) => pixels[i * 12]),
    last: Array.from(photos, (_, i) => pixels[i * 12 + 11]),
    bytes: pixels.length,
    labels: Array.from(labels, Number),
    photos: [...photos],
    count,
  }));
  expect(got).toEqual([
    { first: [80, 40], last: [91, 51], bytes: 24, labels: [0, 2], photos: [4, 2], count: 2 },
    { first: [0, 20], last: [11, 31], bytes: 24, labels: [0, 1], photos: [0, 1], count: 2 },
    { first: [60], last: [71], bytes: 12, labels: [1], photos: [3], count: 1 },
  ]);
});

test("the last photos that fill no batch are left out if so wished, and the count says so", () => {
  for (const rest of ["keep", "drop"] as const) {
    for (const batch of [1, 2, 3, 5, 8]) {
      const got = [...batches(data, Uint32Array.of(0, 1, 2, 3, 4), { batch, rest })];
      expect(got.length).toBe(batchCount(5, { batch, rest }));
      if (rest === "drop") for (const { count } of got) expect(count).toBe(batch);
    }
  }
});

test("one-hot rows have a single 1, whatever the target held before", () => {
  const target = new Float32Array(6).fill(9);
  oneHot(BigInt64Array.of(2n, 0n), 3, target);
  expect([...target]).toEqual([0, 0, 1, 1, 0, 0]);
});

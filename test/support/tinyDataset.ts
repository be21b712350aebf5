import { draws } from "../../src/base/random.ts";
import { type Dataset, datasetFromPixels } from "../../src/data/dataset.ts";

const size = 8;

/**
 * Pictures of 8 x 8 in three classes that a small net can tell apart: red, green or blue is brighter by `contrast`.
 * Two thirds train, the rest is shared by validation and test.
 */
export function tinyDataset(count = 60, contrast = 60): Dataset {
  const places = size * size;
  const pixels = new Uint8Array(count * 3 * places);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i += 1) {
    const rng = draws(0, "tiny", i);
    labels[i] = i % 3;
    for (let channel = 0; channel < 3; channel += 1) {
      const level = 80 + (channel === labels[i] ? contrast : 0);
      for (let place = 0; place < places; place += 1) {
        pixels[(i * 3 + channel) * places + place] = Math.max(0, Math.min(255, rng.normal(level, 40)));
      }
    }
  }
  const part = (i: number): "train" | "validation" | "test" => {
    const third = Math.floor(i / 3) % 6;
    return third < 4 ? "train" : third === 4 ? "validation" : "test";
  };
  return datasetFromPixels({
    classes: ["red", "green", "blue"],
    labels,
    pixels,
    size,
    splits: Array.from({ length: count }, (_, i) => part(i)),
  });
}

/** A net that learns the tiny data set in a few epochs, with everything that has a state: batch norm and dropout. */
export const tinyModel = [
  { conv2d: 4 },
  "batch-norm",
  "relu",
  { "max-pool2d": 2 },
  { dropout: 0.2 },
  "global-average-pool2d",
  { dense: "classes" },
];

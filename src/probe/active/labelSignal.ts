import { describePhotos, descriptorWidth } from "../../audit/features/descriptor.ts";
import { principalComponents } from "../../audit/features/principalComponents.ts";
import { dealFolds, unitsOf } from "../../audit/folds.ts";
import { draws, permutation } from "../../base/random.ts";
import type { Dataset } from "../../data/dataset.ts";
import { bytesPerPhoto, memoryPixels, type PixelStore } from "../../data/pixelStore.ts";
import { criticalValue } from "../../train/metrics/wilson.ts";
import { defineActiveProbe } from "./activeProbe.ts";
import { samplePhotos } from "./samplePhotos.ts";

const mostPhotos = 1500;
const folds = 3;
const shufflings = 20;
const mostComponents = 40;
/** Fewer directions for few photos: the nearest mean in many is a matter of luck. */
const photosPerComponent = 10;

/**
 * Whether labels have to do with what is on the photos at all, whatever the network: colours, light and edges, put on one scale in
 * the directions in which they vary, each photo given the class whose mean of other photos is nearest. Its accuracy on photos
 * left out, less what the same does with labels that are shuffled. Photos that are copies of each other are in one fold.
 *
 * The interval has the photos' and the shufflings' chance in it. A signal in small detail alone is not seen by it.
 */
export const labelSignal = defineActiveProbe({
  id: "label-signal",
  price: "a few seconds over up to 1,500 training photos; the network is not run",
  canMeasure: () => true,
  measure: async ({ dataset, seed }, { signal, onProgress } = {}) => {
    const photos = samplePhotos(dataset.parts.train, mostPhotos, seed);
    const n = photos.length;
    if (n < folds * dataset.classes.length) return [];
    const values = await describePhotos(pixelsOf(dataset.pixels, photos), onProgress, signal);
    const most = Math.max(1, Math.min(mostComponents, Math.floor(n / photosPerComponent)));
    const features = whitened(principalComponents({ values, width: descriptorWidth }, most));
    const labels = Uint16Array.from(photos, (photo) => dataset.labels[photo]!);
    const rows = Uint32Array.from({ length: n }, (_, row) => row);
    const units = unitsOfSample(dataset, photos);
    // Shuffled labels are spread over the folds as evenly as the right ones: whether they are moves what is right by chance.
    const accuracyOf = (given: Uint16Array): number =>
      nearestMeanAccuracy(features, given, dealFolds(rows, given, units, folds, seed), dataset.classes.length);
    const accuracy = accuracyOf(labels);
    const shuffled: number[] = [];
    for (let i = 0; i < shufflings; i += 1) {
      signal?.throwIfAborted();
      const order = permutation(n, draws(seed, "label signal", i));
      shuffled.push(accuracyOf(Uint16Array.from(order, (row) => labels[row]!)));
    }
    const chance = shuffled.reduce((sum, value) => sum + value, 0) / shufflings;
    const spread = shuffled.reduce((sum, value) => sum + (value - chance) ** 2, 0) / (shufflings - 1);
    // One photo more that is right, so that none or all right is not taken for certain.
    const share = (accuracy * n + 1) / (n + 2);
    // Photos that are much alike get their answers together: what shuffled labels vary by has that in it.
    const variance = Math.max((share * (1 - share)) / n, spread);
    const half = criticalValue(0.95) * Math.sqrt(variance + spread / shufflings);
    const value = accuracy - chance;
    return [{ quantity: "label-signal", value, interval: [value - half, value + half], weights: "none", n }];
  },
});

function pixelsOf(pixels: PixelStore, photos: Uint32Array): PixelStore {
  const own = new Uint8Array(photos.length * bytesPerPhoto(pixels.size));
  pixels.read(photos, own);
  return memoryPixels(own, pixels.size);
}

/** Near-duplicates among the photos are one unit, by their rows. */
function unitsOfSample({ duplicates }: Dataset, photos: Uint32Array): Uint32Array {
  const rowOf = new Map(Array.from(photos, (photo, row) => [photo, row]));
  const groups = duplicates.map((group) => group.flatMap((photo) => rowOf.get(photo) ?? []));
  return unitsOf(
    Array.from(photos, () => undefined),
    groups.filter((group) => group.length > 1),
  );
}

/** Each column with deviation 1. */
function whitened({ values, width }: { readonly values: Float64Array; readonly width: number }): {
  readonly values: Float64Array;
  readonly width: number;
} {
  const rows = values.length / width;
  const deviations = Array.from({ length: width }, (_, column) => {
    let sum = 0;
    for (let row = 0; row < rows; row += 1) sum += values[row * width + column]! ** 2;
    return Math.sqrt(sum / rows);
  });
  return { values: values.map((value, i) => value / Math.max(deviations[i % width]!, 1e-9)), width };
}

/** How often the nearest mean of a class, of photos in the other folds, is that of the photo's own class. */
function nearestMeanAccuracy(
  { values, width }: { readonly values: Float64Array; readonly width: number },
  labels: Uint16Array,
  foldOf: Uint8Array,
  classes: number,
): number {
  let right = 0;
  for (let fold = 0; fold < folds; fold += 1) {
    const means = new Float64Array(classes * width);
    const counts = new Float64Array(classes);
    labels.forEach((label, row) => {
      if (foldOf[row] === fold) return;
      counts[label]! += 1;
      for (let i = 0; i < width; i += 1) means[label * width + i]! += values[row * width + i]!;
    });
    for (let label = 0; label < classes; label += 1) {
      for (let i = 0; i < width; i += 1) means[label * width + i]! /= Math.max(1, counts[label]!);
    }
    labels.forEach((label, row) => {
      if (foldOf[row] === fold && nearest(values.subarray(row * width, (row + 1) * width), means, counts) === label)
        right += 1;
    });
  }
  return right / labels.length;
}

function nearest(x: Float64Array, means: Float64Array, counts: Float64Array): number {
  let best = -1;
  let least = Infinity;
  counts.forEach((count, label) => {
    if (count === 0) return;
    let distance = 0;
    for (let i = 0; i < x.length; i += 1) distance += (x[i]! - means[label * x.length + i]!) ** 2;
    if (distance < least) {
      least = distance;
      best = label;
    }
  });
  return best;
}

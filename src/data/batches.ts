import type { Dataset } from "./dataset.ts";
import { bytesPerPhoto } from "./pixelStore.ts";

/** Photos side by side, as a training step takes them. */
export interface Batch {
  /** [count, 3, size, size] RGB, 0..255 */
  readonly pixels: Uint8Array;
  /** [count] class indices */
  readonly labels: BigInt64Array;
  /** [count] indices of the photos in the data set */
  readonly photos: Uint32Array;
  readonly count: number;
}

export interface BatchOptions {
  /** Photos in a batch. */
  readonly batch: number;
  /** What becomes of the last photos that do not fill a batch: a smaller batch (evaluation), or left out (training). */
  readonly rest: "keep" | "drop";
}

/**
 * Cuts an order of photos into batches.
 *
 * The buffers belong to the generator and hold the next batch after the next step: copy what is to last.
 */
export function* batches(
  { pixels, labels }: Pick<Dataset, "pixels" | "labels">,
  order: Uint32Array,
  { batch, rest }: BatchOptions,
): Generator<Batch, void, undefined> {
  const bytes = bytesPerPhoto(pixels.size);
  const pixelBuffer = new Uint8Array(batch * bytes);
  const labelBuffer = new BigInt64Array(batch);
  for (let start = 0; start < order.length; start += batch) {
    const photos = order.subarray(start, start + batch);
    if (photos.length < batch && rest === "drop") return;
    pixels.read(photos, pixelBuffer);
    photos.forEach((photo, i) => {
      labelBuffer[i] = BigInt(labels[photo]!);
    });
    yield {
      pixels: pixelBuffer.subarray(0, photos.length * bytes),
      labels: labelBuffer.subarray(0, photos.length),
      photos,
      count: photos.length,
    };
  }
}

/** How many batches `batches` gives. */
export function batchCount(photos: number, { batch, rest }: BatchOptions): number {
  return rest === "drop" ? Math.floor(photos / batch) : Math.ceil(photos / batch);
}

/** Writes labels as rows with a single 1: [count] -> [count, classes]. */
export function oneHot(labels: BigInt64Array, classes: number, target: Float32Array): void {
  target.fill(0, 0, labels.length * classes);
  labels.forEach((label, row) => {
    target[row * classes + Number(label)] = 1;
  });
}

import { bytesPerPhoto, type PixelStore } from "./pixelStore.ts";

/** Mean and standard deviation of red, green and blue, on a scale where 255 is 1. */
export interface ChannelStatistics {
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
}

const PHOTOS_AT_A_TIME = 64;

/**
 * Mean and deviation of each channel over all pixels of the given photos. Give it the training part only: figures from
 * validation or test photos would tell the model about them. Sums are of whole numbers, so the order changes nothing.
 *
 * A channel that never changes gets a deviation of 1/255, so that dividing by it is safe.
 */
export function channelStatistics(pixels: PixelStore, photos: Uint32Array): ChannelStatistics {
  const bytes = bytesPerPhoto(pixels.size);
  const places = pixels.size * pixels.size;
  const buffer = new Uint8Array(Math.min(PHOTOS_AT_A_TIME, photos.length) * bytes);
  const histograms = [0, 1, 2].map(() => new Float64Array(256));
  for (let start = 0; start < photos.length; start += PHOTOS_AT_A_TIME) {
    const some = photos.subarray(start, start + PHOTOS_AT_A_TIME);
    pixels.read(some, buffer);
    for (let plane = 0; plane < some.length * 3; plane += 1) {
      const histogram = histograms[plane % 3]!;
      for (let i = plane * places; i < (plane + 1) * places; i += 1) histogram[buffer[i]!]! += 1;
    }
  }
  const [red, green, blue] = histograms.map(moments) as [Moments, Moments, Moments];
  return {
    mean: [red.mean, green.mean, blue.mean],
    deviation: [red.deviation, green.deviation, blue.deviation],
  };
}

interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

function moments(histogram: Float64Array): Moments {
  let count = 0;
  let sum = 0;
  let squares = 0;
  histogram.forEach((times, value) => {
    count += times;
    sum += times * value;
    squares += times * value * value;
  });
  const mean = sum / count;
  const variance = Math.max(0, squares / count - mean * mean);
  return { mean: mean / 255, deviation: Math.max(1, Math.sqrt(variance)) / 255 };
}

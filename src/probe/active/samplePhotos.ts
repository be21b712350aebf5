import { draws, permutation } from "../../base/random.ts";

/** A fixed sample of photos: all where there are no more than asked for. In an order that classes do not follow. */
export function samplePhotos(photos: Uint32Array, most: number, seed: number): Uint32Array {
  const order = permutation(photos.length, draws(seed, "probed photos"));
  return order.subarray(0, most).map((place) => photos[place]!);
}

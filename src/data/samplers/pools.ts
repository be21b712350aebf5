import { draws, permutation } from "../../base/random.ts";

/** Photos that are drawn from together, such as those of one class. */
export interface Pool {
  readonly photos: readonly number[];
  /** Apart from other pools' draws of the same seed; 0..2^32-1. */
  readonly number: number;
}

/** The photos with the same key, one pool for each key; pools come in the order of their first photos. */
export function poolsBy(photos: Uint32Array, key: (photo: number) => string): Pool[] {
  const pools = new Map<string, number[]>();
  for (const photo of photos) {
    const name = key(photo);
    const known = pools.get(name);
    if (known === undefined) pools.set(name, [photo]);
    else known.push(photo);
  }
  return [...pools.values()].map((members, number) => ({ photos: members, number }));
}

/**
 * An epoch's photos of a pool. The pool is dealt like a pack of cards, shuffled anew whenever it is used up: in any stretch
 * of draws, also across epochs, no photo comes more than once oftener than another.
 *
 * @param count photos an epoch, the same for each epoch
 */
export function deal({ photos, number }: Pool, count: number, seed: number, epoch: number): number[] {
  const first = epoch * count;
  let round = -1;
  let pack: Uint32Array = new Uint32Array();
  return Array.from({ length: count }, (_, i) => {
    const now = Math.floor((first + i) / photos.length);
    if (now !== round) {
      round = now;
      pack = permutation(photos.length, draws(seed, "pool", round, number));
    }
    return photos[pack[(first + i) % photos.length]!]!;
  });
}

/** As many photos of each pool, together as many as there are photos (rounded up to the same number each), mixed. */
export function evenly(pools: readonly Pool[], seed: number, epoch: number): Uint32Array {
  const photos = pools.reduce((sum, pool) => sum + pool.photos.length, 0);
  const share = Math.ceil(photos / pools.length);
  const dealt = pools.flatMap((pool) => deal(pool, share, seed, epoch));
  return permutation(dealt.length, draws(seed, "pools", epoch)).map((place) => dealt[place]!);
}

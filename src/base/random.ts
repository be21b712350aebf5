/**
 * Random numbers without state: each is a function of (seed, purpose, a, b, position), so that resuming a run, sharing
 * work between processes and pairing trials are exact.
 *
 * Source  Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", Philox4x32-10
 */
export interface Draws {
  /** A 32-bit unsigned integer. */
  uint32(): number;
  /** A number in [low, high); default [0, 1). 24 random bits, so that float32 holds it exactly. */
  uniform(low?: number, high?: number): number;
  /** Normal by Box and Muller; default mean 0, standard deviation 1. */
  normal(mean?: number, deviation?: number): number;
  /** A whole number in 0..count-1, without bias. */
  below(count: number): number;
  /** One of the items, each as likely. */
  pick<T>(items: readonly T[]): T;
  /** True with the given probability. */
  chance(probability: number): boolean;
}

/**
 * The draws that belong to one place of the computation.
 *
 * @param seed any integer in 0..2^53-1
 * @param purpose what the numbers are for ("shuffle", "dropout:block1"): other purposes give unrelated numbers
 * @param a first counter, e.g. the epoch or step; 0..2^32-1
 * @param b second counter, e.g. the index of a photo; 0..2^32-1
 */
export function draws(seed: number, purpose: string, a = 0, b = 0): Draws {
  const key = streamKey(seed, purpose);
  const block = new Uint32Array(4);
  let position = 0;
  const uint32 = (): number => {
    const lane = position & 3;
    if (lane === 0) philox(block, position >>> 2, a, b, key[2], key[0], key[1]);
    position += 1;
    return block[lane]!;
  };
  const uniform = (low = 0, high = 1): number => low + ((uint32() >>> 8) / 0x1000000) * (high - low);
  const below = (count: number): number => {
    // Rejecting the last incomplete span keeps every outcome as likely.
    const limit = 0x100000000 - (0x100000000 % count);
    let value = uint32();
    while (value >= limit) value = uint32();
    return value % count;
  };
  return {
    uint32,
    uniform,
    below,
    normal(mean = 0, deviation = 1) {
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      return mean + deviation * radius * Math.cos(2 * Math.PI * uniform());
    },
    pick: (items) => items[below(items.length)]!,
    chance: (probability) => uniform() < probability,
  };
}

/** A random order of 0..count-1 (Fisher and Yates). */
export function permutation(count: number, rng: Draws): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i -= 1) {
    const j = rng.below(i + 1);
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}

/**
 * Fills a 0/1 mask: each element is 1 with probability `keep`, from 16 random bits an element (so `keep` is rounded to
 * a multiple of 1/65536).
 */
export function fillKeepMask(mask: Uint8Array, keep: number, seed: number, purpose: string, step: number): void {
  const key = streamKey(seed, purpose);
  const threshold = Math.round(keep * 65536);
  const block = new Uint32Array(4);
  for (let start = 0, counter = 0; start < mask.length; start += 8, counter += 1) {
    philox(block, counter, step, 0, key[2], key[0], key[1]);
    const end = Math.min(8, mask.length - start);
    for (let i = 0; i < end; i += 1) {
      const word = block[i >> 1]!;
      mask[start + i] = ((i & 1) === 0 ? word & 0xffff : word >>> 16) < threshold ? 1 : 0;
    }
  }
}

const keys = new Map<string, readonly [number, number, number]>();

/** Two key words from the seed, and a counter word from the purpose (FNV-1a), remembered as they are asked for often. */
function streamKey(seed: number, purpose: string): readonly [number, number, number] {
  const id = `${seed}/${purpose}`;
  const known = keys.get(id);
  if (known !== undefined) return known;
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(purpose, "utf8")) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  const key = [seed >>> 0, Math.floor(seed / 0x100000000) >>> 0, hash] as const;
  if (keys.size > 10_000) keys.clear();
  keys.set(id, key);
  return key;
}

/** One block of Philox4x32-10: four words from a counter of four words and a key of two. */
export function philox(out: Uint32Array, c0: number, c1: number, c2: number, c3: number, k0: number, k1: number): void {
  let x0 = c0;
  let x1 = c1;
  let x2 = c2;
  let x3 = c3;
  let key0 = k0;
  let key1 = k1;
  for (let round = 0; round < 10; round += 1) {
    const high0 = mulHigh(0xd2511f53, x0);
    const low0 = Math.imul(0xd2511f53, x0);
    const high1 = mulHigh(0xcd9e8d57, x2);
    const low1 = Math.imul(0xcd9e8d57, x2);
    x0 = high1 ^ x1 ^ key0;
    x1 = low1;
    x2 = high0 ^ x3 ^ key1;
    x3 = low0;
    key0 = (key0 + 0x9e3779b9) | 0;
    key1 = (key1 + 0xbb67ae85) | 0;
  }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
}

/** The upper 32 bits of the unsigned product of two 32-bit words. */
function mulHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const low = Math.imul(aLow, bLow) >>> 0;
  const middle1 = Math.imul(aHigh, bLow) >>> 0;
  const middle2 = Math.imul(aLow, bHigh) >>> 0;
  const carry = (low >>> 16) + (middle1 & 0xffff) + (middle2 & 0xffff);
  return (Math.imul(aHigh, bHigh) + (middle1 >>> 16) + (middle2 >>> 16) + (carry >>> 16)) | 0;
}

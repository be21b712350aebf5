import { draws, permutation } from "../base/random.ts";
import { byCodePoint, type Part } from "./photo.ts";

/** Indices of photos by part, each ascending. */
export interface Parts {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** Shares of all photos; training gets the rest. */
export interface Shares {
  readonly validation: number;
  readonly test: number;
}

export interface SplitPhoto {
  /** Tells the photo apart from the others; decides nothing but the order from which the seed draws. */
  readonly path: string;
  readonly label: number;
  /** Photos with the same unit come into the same part. */
  readonly unit: number;
}

/**
 * Deals photos into parts so that each class has its share in each part, and no unit (a group, or copies of one photo) is
 * divided. Of photos that stand alone, each part gets the share of each class to the nearest whole photo, and at least one
 * where the class has as many photos as there are parts. Larger units go first, each to the part that it brings nearest to
 * its shares; where few units are left for a class, a part that has none of it comes first.
 *
 * @param shares 0..1 each, together under 1; a part with share 0 stays empty
 * @returns the same for the same seed and photos, in whatever order the photos are given
 */
export function splitPhotos(photos: readonly SplitPhoto[], shares: Shares, seed: number): Part[] {
  const parts: PartShare[] = [
    { part: "train", share: 1 - shares.validation - shares.test },
    { part: "validation", share: shares.validation },
    { part: "test", share: shares.test },
  ].filter(({ share }) => share > 0) as PartShare[];
  const classes = photos.reduce((most, photo) => Math.max(most, photo.label + 1), 0);
  const targets = quotas(photos, classes, parts);
  const have = parts.map(() => new Float64Array(classes));
  const units = shuffledUnits(photos, classes, seed);
  const unitsLeft = new Float64Array(classes);
  for (const unit of units) for (const { label } of unit.counts) unitsLeft[label]! += 1;

  const given = new Array<Part>(photos.length);
  for (const unit of units) {
    let best = 0;
    let bestCost = Number.POSITIVE_INFINITY;
    parts.forEach((_, p) => {
      const cost = costOf(unit, p, targets, have, unitsLeft);
      if (cost < bestCost) {
        best = p;
        bestCost = cost;
      }
    });
    for (const { label, count } of unit.counts) {
      have[best]![label]! += count;
      unitsLeft[label]! -= 1;
    }
    for (const photo of unit.photos) given[photo] = parts[best]!.part;
  }
  return given;
}

interface PartShare {
  readonly part: Part;
  readonly share: number;
}

interface Unit {
  readonly photos: readonly number[];
  /** Photos of each class that is in the unit. */
  readonly counts: readonly { readonly label: number; readonly count: number }[];
}

/** Larger than any change of cost: a part without a class comes before a better share. */
const MUST_HAVE = 1e9;

/** Change of the sum over classes of (have - target)^2 / target, if the unit came into part p. */
function costOf(
  unit: Unit,
  p: number,
  targets: readonly Float64Array[],
  have: readonly Float64Array[],
  unitsLeft: Float64Array,
): number {
  let cost = 0;
  for (const { label, count } of unit.counts) {
    const target = targets[p]![label]!;
    const now = have[p]![label]!;
    cost += (2 * count * (now - target) + count * count) / Math.max(1, target);
    const without = have.filter((counts, q) => counts[label] === 0 && targets[q]![label]! > 0).length;
    if (now === 0 && target > 0 && unitsLeft[label]! <= without) cost -= MUST_HAVE;
  }
  return cost;
}

/** How many photos of each class each part should have: whole numbers that add up, [parts][classes]. */
function quotas(photos: readonly SplitPhoto[], classes: number, parts: readonly PartShare[]): Float64Array[] {
  const targets = parts.map(() => new Float64Array(classes));
  const counts = new Float64Array(classes);
  for (const { label } of photos) counts[label]! += 1;
  counts.forEach((count, label) => {
    const quota = wholeShares(
      count,
      parts.map(({ share }) => share),
    );
    quota.forEach((value, p) => {
      targets[p]![label] = value;
    });
  });
  return targets;
}

/** Largest remainders, then one for each part taken from the fullest, while there are as many photos as parts. */
function wholeShares(count: number, shares: readonly number[]): number[] {
  const exact = shares.map((share) => share * count);
  const whole = exact.map((value) => Math.floor(value + 1e-9));
  const byRemainder = shares.map((_, p) => p).sort((a, b) => exact[b]! - whole[b]! - (exact[a]! - whole[a]!) || a - b);
  const left = count - whole.reduce((sum, value) => sum + value, 0);
  for (let i = 0; i < left; i += 1) whole[byRemainder[i]!]! += 1;
  if (count < shares.length) return whole;
  for (let p = 0; p < whole.length; p += 1) {
    if (whole[p] !== 0) continue;
    whole[whole.indexOf(Math.max(...whole))]! -= 1;
    whole[p] = 1;
  }
  return whole;
}

/** Units in the order in which they are dealt: by falling size, equal ones by the seed. */
function shuffledUnits(photos: readonly SplitPhoto[], classes: number, seed: number): Unit[] {
  const byUnit = new Map<number, number[]>();
  const byPath = Array.from(photos.keys()).sort((a, b) => byCodePoint(photos[a]!.path, photos[b]!.path));
  for (const photo of byPath) {
    const unit = byUnit.get(photos[photo]!.unit);
    if (unit === undefined) byUnit.set(photos[photo]!.unit, [photo]);
    else unit.push(photo);
  }
  const units = [...byUnit.values()]; // By their first path, as a Map keeps the order of its keys.
  const shuffled = Array.from(permutation(units.length, draws(seed, "split")), (i) => units[i]!);
  return shuffled
    .sort((a, b) => b.length - a.length)
    .map((members) => ({ photos: members, counts: countsOf(members, photos, classes) }));
}

function countsOf(members: readonly number[], photos: readonly SplitPhoto[], classes: number): Unit["counts"] {
  const counts = new Map<number, number>();
  for (const member of members) {
    const { label } = photos[member]!;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return Array.from({ length: classes }, (_, label) => ({ label, count: counts.get(label) ?? 0 })).filter(
    ({ count }) => count > 0,
  );
}

/** The parts as ascending indices; a photo without a part is in none. */
export function partIndices(given: readonly (Part | undefined)[]): Parts {
  const of = (part: Part): Uint32Array => Uint32Array.from(given.keys()).filter((photo) => given[photo] === part);
  return { train: of("train"), validation: of("validation"), test: of("test") };
}

import { draws, permutation } from "../base/random.ts";
import { DisjointSets } from "../data/disjointSets.ts";

/**
 * Photos that are not independent of each other, put together.
 *
 * @param groups [photos] the group of each photo, where the source names one
 * @param duplicates groups of near-duplicates, as indices of photos
 * @returns [photos] the number of each photo's unit: the index of the unit's first photo
 */
export function unitsOf(
  groups: readonly (string | undefined)[],
  duplicates: readonly (readonly number[])[],
): Uint32Array {
  const sets = new DisjointSets(groups.length);
  const firstOf = new Map<string, number>();
  groups.forEach((group, photo) => {
    if (group === undefined) return;
    const first = firstOf.get(group);
    if (first === undefined) firstOf.set(group, photo);
    else sets.join(first, photo);
  });
  for (const [first, ...others] of duplicates) for (const other of others) sets.join(first!, other);
  return Uint32Array.from(groups, (_, photo) => sets.rootOf(photo));
}

/**
 * Divides photos into folds for cross-validation, so that each stratum is spread evenly and no unit is divided. Large units
 * go first; each goes to the fold that has the fewest photos of its strata, and of equal ones to the smallest fold.
 *
 * @param photos which photos, as indices into `strata` and `units`
 * @param strata what is to be spread evenly, such as the label
 * @param units from `unitsOf`
 * @param count how many folds, 2 or more
 * @returns for each of `photos` its fold, 0..count-1; the same for the same seed
 */
export function dealFolds(
  photos: Uint32Array,
  strata: ArrayLike<number>,
  units: ArrayLike<number>,
  count: number,
  seed: number,
): Uint8Array {
  const members = new Map<number, number[]>();
  photos.forEach((photo, place) => {
    const unit = members.get(units[photo]!);
    if (unit === undefined) members.set(units[photo]!, [place]);
    else unit.push(place);
  });
  const all = [...members.values()];
  const shuffled = Array.from(permutation(all.length, draws(seed, "audit folds")), (i) => all[i]!);
  shuffled.sort((a, b) => b.length - a.length);
  const have = Array.from({ length: count }, () => new Map<number, number>());
  const sizes = new Array<number>(count).fill(0);
  const folds = new Uint8Array(photos.length);
  for (const unit of shuffled) {
    const held = have.map((counts) => unit.reduce((sum, place) => sum + (counts.get(strata[photos[place]!]!) ?? 0), 0));
    let best = 0;
    for (let fold = 1; fold < count; fold += 1) {
      if (held[fold]! < held[best]! || (held[fold] === held[best] && sizes[fold]! < sizes[best]!)) best = fold;
    }
    for (const place of unit) {
      const stratum = strata[photos[place]!]!;
      have[best]!.set(stratum, (have[best]!.get(stratum) ?? 0) + 1);
      folds[place] = best;
    }
    sizes[best]! += unit.length;
  }
  return folds;
}

import type { Photo } from "./photo.ts";

/**
 * A warning where one picture has several labels: at least one of them is wrong, and a network is taught both.
 *
 * @param duplicates groups of indices of photos that are one picture
 * @returns one warning for all of them, or none
 */
export function labelConflicts(
  photos: readonly Photo[],
  classes: readonly string[],
  duplicates: readonly (readonly number[])[],
): string[] {
  const conflicts = duplicates.filter((group) => new Set(group.map((photo) => photos[photo]!.label)).size > 1);
  const first = conflicts[0];
  if (first === undefined) return [];
  const one = photos[first[0]!]!;
  const other = photos[first.find((photo) => photos[photo]!.label !== one.label)!]!;
  const count = conflicts.length === 1 ? "one picture has" : `${conflicts.length} pictures have`;
  return [
    `${count} more than one label, the first ${one.path} (${classes[one.label]}) and ${other.path} (${classes[other.label]}); wrasse audit lists them`,
  ];
}

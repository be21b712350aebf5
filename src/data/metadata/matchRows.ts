import { basename, dirname, resolve } from "node:path";
import type { PhotoTable } from "../csvSource.ts";
import type { FactRecord } from "./cells.ts";

/** Which row of a table tells of each photo. */
export interface MatchedRows {
  /** [photos] the row's facts; undefined where no row is the photo's. */
  readonly facts: readonly (FactRecord | undefined)[];
  /** Photos that no row names. */
  readonly withoutRow: readonly string[];
  /** Photos that several rows may mean, or that share their name with another photo. */
  readonly ambiguous: readonly string[];
}

/**
 * Finds each photo's row: by its path, relative to the table's folder, else by its file's name alone, where one row and one
 * photo have that name. Where more than one row may be meant none is taken: a wrong fact is worse than a missing one.
 *
 * @param csvPath the table's file
 * @param paths photos, absolute or relative to the working folder
 */
export function matchRows({ rows }: PhotoTable, csvPath: string, paths: readonly string[]): MatchedRows {
  const folder = dirname(resolve(csvPath));
  const written = rows.map((row) => ({ ...row, path: resolve(folder, row.path.replaceAll("\\", "/")) }));
  const byPath = grouped(written, ({ path }) => path);
  const byName = grouped(written, ({ path }) => basename(path));
  const photos = paths.map((path) => resolve(path));
  const byNameAlone = new Set(photos.filter((path) => !byPath.has(path)));
  const photosByName = grouped([...byNameAlone], (path) => basename(path));
  const withoutRow: string[] = [];
  const ambiguous: string[] = [];
  const facts = photos.map((photo, i) => {
    const own = byPath.get(photo);
    const found = own ?? byName.get(basename(photo)) ?? [];
    const sharers = own === undefined ? photosByName.get(basename(photo))!.length : 1;
    if (found.length === 1 && sharers === 1) return found[0]!.cells;
    (found.length === 0 ? withoutRow : ambiguous).push(paths[i]!);
    return undefined;
  });
  return { facts, withoutRow, ambiguous };
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

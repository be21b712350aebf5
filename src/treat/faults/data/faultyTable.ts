import { dirname, resolve } from "node:path";
import { stringify } from "csv-stringify/sync";
import { makeFolder, writeAtomically } from "../../../base/files.ts";
import type { DataOptions } from "../../../data/dataset.ts";
import type { Part, Photo } from "../../../data/photo.ts";
import { openSource } from "../../../data/source.ts";
import { splitPhotos } from "../../../data/split.ts";

/** Where the photos of a config are. */
export type DataPlace = Pick<DataOptions, "path" | "photos" | "columns">;

/** A photo with the part that it has, or is dealt by the seed. */
export interface DealtPhoto extends Photo {
  readonly split: Part;
}

export interface DealtSource {
  readonly root: string;
  readonly classes: readonly string[];
  readonly photos: readonly DealtPhoto[];
}

const shares = { validation: 0.15, test: 0.15 };

/**
 * The photos of a source, each with its part, so that a table of them keeps the parts whatever is done to labels. A source
 * that gives no validation part has one dealt out of its training photos, and a test part where it gives none.
 */
export function dealtSource(place: DataPlace, seed: number): DealtSource {
  const { root, classes, photos } = openSource(place.path, place);
  if (photos.some(({ split }) => split === "validation")) {
    return { root, classes, photos: photos.map((photo) => ({ ...photo, split: photo.split ?? "train" })) };
  }
  const hasTest = photos.some(({ split }) => split === "test");
  const open = photos.filter(({ split }) => split !== "test");
  const groups = new Map<string, number>();
  const units = open.map(({ group }, i) => {
    if (group === undefined) return i;
    if (!groups.has(group)) groups.set(group, i);
    return groups.get(group)!;
  });
  const parts = splitPhotos(
    open.map((photo, i) => ({ path: photo.path, label: photo.label, unit: units[i]! })),
    { ...shares, test: hasTest ? 0 : shares.test },
    seed,
  );
  const partOf = new Map(open.map(({ path: own }, i) => [own, parts[i]!]));
  return { root, classes, photos: photos.map((photo) => ({ ...photo, split: partOf.get(photo.path) ?? "test" })) };
}

/**
 * Writes photos as a CSV that a training takes: path, label, split, and group where there are any. Paths start from the photos'
 * own folder, wherever the CSV lies.
 *
 * @returns where a config finds them
 */
export async function writeTable({ root, classes, photos }: DealtSource, out: string): Promise<DataPlace> {
  const path = resolve(out);
  await makeFolder(dirname(path));
  const hasGroups = photos.some(({ group }) => group !== undefined);
  const rows = photos.map((photo) => ({
    path: photo.path,
    label: classes[photo.label]!,
    split: photo.split,
    ...(hasGroups ? { group: photo.group ?? "" } : {}),
  }));
  await writeAtomically(path, stringify(rows, { header: true }));
  return { path, photos: root, columns: {} };
}

import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { stringify } from "csv-stringify/sync";
import { WrasseError } from "../../../base/errors.ts";
import { makeFolder, writeAtomically } from "../../../base/files.ts";
import type { Part, Photo } from "../../../data/photo.ts";
import { openSource } from "../../../data/source.ts";
import { splitPhotos } from "../../../data/split.ts";

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
export function dealtSource(path: string, seed: number): DealtSource {
  const { root, classes, photos } = openSource(path);
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
 * Writes photos as a CSV that a training takes: path, label, split, and group where there are any.
 * @param out the CSV, in the folder that the photos lie in or in one above it: a table leads to nothing outside its folder
 * @returns the CSV's absolute path
 * @throws WrasseError "path-outside" where the photos lie elsewhere
 */
export async function writeTable({ root, classes, photos }: DealtSource, out: string): Promise<string> {
  const path = resolve(out);
  const folder = dirname(path);
  const way = relative(folder, root);
  if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) {
    throw new WrasseError("path-outside", {
      at: out,
      expected: `a file in a folder that holds ${root}, or in that folder`,
      got: folder,
      hint: "put the table beside the photos' folder: a CSV leads to no photo outside of its own",
    });
  }
  await makeFolder(folder);
  const hasGroups = photos.some(({ group }) => group !== undefined);
  const rows = photos.map((photo) => ({
    path: join(way, photo.path).split(sep).join("/"),
    label: classes[photo.label]!,
    split: photo.split,
    ...(hasGroups ? { group: photo.group ?? "" } : {}),
  }));
  await writeAtomically(path, stringify(rows, { header: true }));
  return path;
}

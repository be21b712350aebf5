import { existsSync } from "node:fs";
import { join } from "node:path";
import { readClassFolders } from "./classFolders.ts";
import { type CsvColumns, metadataCsv, readCsv } from "./csvSource.ts";
import { partNamed } from "./partNames.ts";
import { type FoundPhotos, labelled, type NamedPhoto, type PhotoSource, type SetAside } from "./photo.ts";
import { folderEntries } from "./photoFiles.ts";

/**
 * True where the folder holds a training folder with class folders or a metadata.csv in it; a class that happens to be
 * called "train" has only photos.
 */
export function hasSplitFolders(root: string): boolean {
  return folderEntries(root).folders.some((name) => {
    if (partNamed(name) !== "train") return false;
    const part = join(root, name);
    return existsSync(metadataCsv(part)) || folderEntries(part).folders.length > 0;
  });
}

/**
 * `train/`, `val/` (or `valid/`, `validation/`) and `test/`, each with class folders, or with photos and a metadata.csv as
 * Hugging Face has it. Other folders beside them are set aside, and so is a part whose photos have no label.
 */
export function splitFolders(root: string, columns: CsvColumns = {}): PhotoSource {
  const { folders, files } = folderEntries(root);
  const photos: NamedPhoto[] = [];
  const setAside: SetAside[] = [];
  let ignored = files.length;
  for (const name of folders) {
    const split = partNamed(name);
    if (split === undefined) {
      const reason = "beside train/ only val/ and test/ are read";
      setAside.push({ path: name, code: "folder-not-a-part", reason });
      continue;
    }
    const table = metadataCsv(join(root, name));
    const found = existsSync(table) ? below(name, readCsv(table, columns)) : readClassFolders(root, name);
    for (const photo of found.photos) photos.push({ ...photo, split });
    setAside.push(...found.setAside);
    ignored += found.ignored;
    if (found.photos.length === 0) {
      const reason = "no class folder with photos in it, so nothing in it has a label";
      setAside.push({ path: name, code: "part-without-classes", reason });
    }
  }
  return { root, ...labelled(photos), ignored, setAside };
}

function below(folder: string, found: FoundPhotos): FoundPhotos {
  const moved = <T extends { readonly path: string }>(item: T): T => ({ ...item, path: `${folder}/${item.path}` });
  return { photos: found.photos.map(moved), ignored: found.ignored, setAside: found.setAside.map(moved) };
}

import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { WrasseError } from "../base/errors.ts";
import { classFolders } from "./classFolders.ts";
import { type CsvColumns, csvSource, metadataCsv } from "./csvSource.ts";
import type { PhotoSource } from "./photo.ts";
import { folderEntries, looksLikePhoto } from "./photoFiles.ts";
import { hasSplitFolders, splitFolders } from "./splitFolders.ts";

/** How a CSV is read; `data` of a config has both. */
export interface SourceOptions {
  /** Names of CSV columns, where they are not the usual ones. */
  readonly columns?: CsvColumns | undefined;
  /** The folder that the paths of a CSV start from and stay in; default: the CSV's own. */
  readonly photos?: string | undefined;
}

/**
 * Reads what a person points at: a .csv file; a folder with metadata.csv in it; a folder with train/ (and val/, test/); or
 * else a folder of class folders. Other CSV files of a folder are ignored and counted. No photo is opened.
 *
 * @param path file or folder, absolute or relative to the working folder
 * @throws WrasseError "data-not-found", "data-kind-unknown", "no-photos", "option-invalid" where a folder of photos is named
 *   and `path` is no CSV, and those of the CSV reader
 */
export function openSource(path: string, { columns = {}, photos }: SourceOptions = {}): PhotoSource {
  const absolute = resolve(path);
  const found = statSync(absolute, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new WrasseError("data-not-found", {
      at: path,
      expected: "a folder of class folders, a folder with train/, or a CSV",
      got: "nothing at that path",
      hint: "check the spelling, and the folder that you are in",
    });
  }
  if (!found.isDirectory() && !/\.csv$/i.test(absolute)) {
    throw new WrasseError("data-kind-unknown", {
      at: path,
      expected: "a folder, or a file that ends in .csv",
      got: "another kind of file",
      hint: "unpack an archive first; export a table as CSV",
    });
  }
  if (photos !== undefined) checkPhotoFolder(photos, path, found.isDirectory());
  const source = found.isDirectory() ? openFolder(absolute, columns) : csvSource(absolute, columns, photos);
  if (source.photos.length === 0) throw noPhotos(path, absolute, source);
  return source;
}

function checkPhotoFolder(photos: string, path: string, isFolder: boolean): void {
  if (isFolder) {
    throw new WrasseError("option-invalid", {
      at: "data.photos",
      expected: "data.path to be a CSV, whose paths start from that folder",
      got: path,
      hint: "leave out data.photos: a folder of photos has their paths",
    });
  }
  if (statSync(photos, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new WrasseError("data-not-found", {
    at: `data.photos: ${photos}`,
    expected: `the folder that the paths in ${path} start from`,
    got: existsSync(photos) ? "a file" : "nothing at that path",
    hint: "check the spelling, and the folder that you are in",
  });
}

function openFolder(folder: string, columns: CsvColumns): PhotoSource {
  if (existsSync(metadataCsv(folder))) return csvSource(metadataCsv(folder), columns);
  if (hasSplitFolders(folder)) return splitFolders(folder, columns);
  return classFolders(folder);
}

function noPhotos(path: string, absolute: string, source: PhotoSource): WrasseError {
  const isFolder = statSync(absolute).isDirectory();
  const loose = isFolder ? folderEntries(absolute).files.filter(looksLikePhoto).length : 0;
  const first = source.setAside[0];
  return new WrasseError("no-photos", {
    at: path,
    expected: "photos in one folder for each class: CLASS/photo.jpg",
    got: [
      loose > 0 ? `${loose} photos that lie in no class folder` : "no photo",
      source.ignored - loose > 0 ? `${source.ignored - loose} other files` : "",
      first === undefined
        ? ""
        : `${source.setAside.length} entries set aside, the first: ${first.path}: ${first.reason}`,
    ]
      .filter((part) => part !== "")
      .join(", "),
    hint:
      loose > 0 ? "move the photos into one folder for each class" : "point at the folder that holds the class folders",
  });
}

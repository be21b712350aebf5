import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { byCodePoint } from "./photo.ts";

/** Endings of files that are taken for photos; HEIC, BMP and JPEG XL are named so that they are listed, not passed over. */
const PHOTO_ENDINGS = /\.(jpe?g|jpe|jfif|png|webp|tiff?|gif|avif|heic|heif|bmp|jxl)$/i;

export function looksLikePhoto(name: string): boolean {
  return PHOTO_ENDINGS.test(name);
}

/** Hidden entries, and the folder of leftovers that macOS puts into archives. */
export function isHidden(name: string): boolean {
  return name.startsWith(".") || name === "__MACOSX";
}

export interface FolderEntries {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** Visible entries of a folder, sorted. Links are followed; what is neither file nor folder, and a link to nothing, is left out. */
export function folderEntries(folder: string): FolderEntries {
  const folders: string[] = [];
  const files: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (isHidden(entry.name)) continue;
    const kind = kindOf(folder, entry);
    if (kind === "folder") folders.push(entry.name);
    if (kind === "file") files.push(entry.name);
  }
  return { folders: folders.sort(byCodePoint), files: files.sort(byCodePoint) };
}

function kindOf(folder: string, entry: Dirent): "folder" | "file" | "other" {
  if (entry.isDirectory()) return "folder";
  if (entry.isFile()) return "file";
  if (!entry.isSymbolicLink()) return "other";
  const target = statSync(join(folder, entry.name), { throwIfNoEntry: false });
  if (target === undefined) return "file"; // A link to nothing: opening it later gives the reason.
  return target.isDirectory() ? "folder" : target.isFile() ? "file" : "other";
}

/**
 * All photos below a folder, at any depth.
 *
 * @param folder absolute
 * @param prefix put before each path found, with forward slashes ("train/clownfish")
 * @returns sorted paths, and how many files are not photos by their name
 */
export function photosBelow(folder: string, prefix: string): { paths: string[]; ignored: number } {
  const paths: string[] = [];
  const visited = new Set<string>();
  let ignored = 0;
  const walk = (at: string, relative: string): void => {
    const real = realpathSync(at);
    if (visited.has(real)) return; // A link back to a folder above would never end.
    visited.add(real);
    const { folders, files } = folderEntries(at);
    for (const name of files) {
      if (looksLikePhoto(name)) paths.push(`${relative}/${name}`);
      else ignored += 1;
    }
    for (const name of folders) walk(join(at, name), `${relative}/${name}`);
  };
  walk(folder, prefix);
  return { paths: paths.sort(byCodePoint), ignored };
}

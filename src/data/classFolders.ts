import { join } from "node:path";
import { type FoundPhotos, labelled, type NamedPhoto, type PhotoSource, type SetAside } from "./photo.ts";
import { folderEntries, photosBelow } from "./photoFiles.ts";

/**
 * One folder for each class, as torchvision's ImageFolder: `clownfish/001.jpg`. Folders below a class folder belong to it.
 * Files beside the class folders are ignored and counted, CSV files too; a folder without a photo is no class, and listed.
 */
export function classFolders(root: string): PhotoSource {
  const { photos, ignored, setAside } = readClassFolders(root, "");
  return { root, ...labelled(photos), ignored, setAside };
}

/**
 * @param root absolute folder that paths are relative to
 * @param below "" for the root itself, or a folder of it such as "train"
 */
export function readClassFolders(root: string, below: string): FoundPhotos {
  const at = join(root, below);
  const { folders, files } = folderEntries(at);
  const photos: NamedPhoto[] = [];
  const setAside: SetAside[] = [];
  let ignored = files.length;
  for (const className of folders) {
    const relative = below === "" ? className : `${below}/${className}`;
    const found = photosBelow(join(at, className), relative);
    ignored += found.ignored;
    if (found.paths.length === 0) {
      setAside.push({
        path: relative,
        code: "folder-without-photos",
        reason: "a folder without photos is not a class",
      });
    }
    for (const path of found.paths) {
      photos.push({ path, className, metadata: {} });
    }
  }
  return { photos, ignored, setAside };
}

import { existsSync } from "node:fs";
import { realpath, symlink } from "node:fs/promises";
import { WrasseError } from "../../base/errors.ts";

/**
 * Makes photos be found at a path of a case's folder, by a link, so that what was trained there is never mixed with trainings
 * on others. A link to the same photos stays.
 *
 * @throws WrasseError "data-not-found" where there are no photos; "run-exists" where the folder has other ones
 */
export async function linkPhotos(photos: string, path: string): Promise<void> {
  if (!existsSync(photos)) {
    throw new WrasseError("data-not-found", {
      at: photos,
      expected: "a folder of class folders, or a folder with train/",
      got: "nothing at that path",
      hint: "check the spelling, and the folder that you are in",
    });
  }
  const wanted = await realpath(photos);
  const held = await realpath(path).catch(() => undefined);
  if (held === wanted) return;
  try {
    await symlink(wanted, path, "dir");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
    throw new WrasseError("run-exists", {
      at: path,
      expected: `a case of ${wanted}, or a new folder`,
      got: held === undefined ? "a link that leads nowhere" : `a case of ${held}`,
      hint: "choose another folder with --out",
      cause,
    });
  }
}

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { assert } from "./errors.ts";

/** The folder that holds this package's package.json, whether this runs from its source or from what was built of it. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    assert(dirname(folder) !== folder, "the package's files lie in a folder with package.json");
    folder = dirname(folder);
  }
  return folder;
}

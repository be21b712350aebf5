import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../test/support/photos.ts";
import { linkPhotos } from "./linkPhotos.ts";

function folders(): { readonly mine: string; readonly others: string; readonly path: string } {
  const root = temporaryFolder();
  const [mine, others] = [join(root, "mine"), join(root, "others")];
  mkdirSync(join(mine, "perch"), { recursive: true });
  mkdirSync(others);
  return { mine, others, path: join(root, "photos") };
}

test("photos are found at the path, also when asked for again", async () => {
  const { mine, path } = folders();
  await linkPhotos(mine, path);
  await linkPhotos(mine, path);
  expect(existsSync(join(path, "perch"))).toBe(true);
});

test("a case of other photos is not taken for one of these", async () => {
  const { mine, others, path } = folders();
  await linkPhotos(others, path);
  await expect(linkPhotos(mine, path)).rejects.toMatchObject({ code: "run-exists" });
});

test("photos that are not there leave no link behind, and a link that leads nowhere is told of", async () => {
  const { mine, path } = folders();
  await expect(linkPhotos(join(mine, "none"), path)).rejects.toMatchObject({ code: "data-not-found" });
  await linkPhotos(mine, path);
  const other = folders();
  symlinkSync(join(other.mine, "gone"), other.path);
  await expect(linkPhotos(other.mine, other.path)).rejects.toMatchObject({ code: "run-exists" });
});

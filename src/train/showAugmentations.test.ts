import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { tinyFolder } from "../../test/cli/tinyData.ts";
import { parseConfig } from "../config/config.ts";
import { showAugmentations } from "./showAugmentations.ts";

async function tinyPhotos() {
  const path = join(await tinyFolder(), "photos");
  return { path, config: (augmentation: unknown) => parseConfig({ data: { path, size: 16 }, augmentation }) };
}

test("a row for each class, a column for each augmentation, and three with all", async () => {
  const { config } = await tinyPhotos();
  const { png, columns, photos } = await showAugmentations(config([{ rotate: 15 }, { blur: 1 }]));
  expect(columns).toEqual(["rotate", "blur", "all together", "all together", "all together"]);
  expect(photos).toHaveLength(2);
  expect((await sharp(png).metadata()).format).toBe("png");
});

test("photos of a class that an augmentation is for come first, and an unknown class is refused by name", async () => {
  const { config } = await tinyPhotos();
  const all = await showAugmentations(config([{ rotate: 15 }]), { rows: 2 });
  const second = all.photos[1]!.split("/").at(-2)!;
  const targeted = config([{ rotate: { degrees: 15, classes: [second] } }]);
  const { photos } = await showAugmentations(targeted, { rows: 1 });
  expect(photos).toEqual([all.photos[1]]);
  const misspelt = config([{ rotate: { degrees: 15, classes: [second.slice(0, -1)] } }]);
  const refusal = await showAugmentations(misspelt).catch((error: Error) => error.message);
  expect(refusal).toContain("class-unknown at augmentation.0.rotate.classes.0");
  expect(refusal).toContain(`write ${second} in place of`);
});

test("an empty list is refused, and a broken photo is passed over with its reason", async () => {
  const { path, config } = await tinyPhotos();
  await expect(showAugmentations(config([]))).rejects.toThrow(/no-augmentation/);
  const first = (await showAugmentations(config(["blur"]), { rows: 1 })).photos[0]!;
  writeFileSync(join(path, first), "not a photo");
  const { photos, setAside } = await showAugmentations(config(["blur"]), { rows: 1 });
  expect(photos[0]).not.toBe(first);
  expect(setAside.map((one) => one.path)).toEqual([first]);
});

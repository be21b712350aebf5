import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { shapes, temporaryFolder, writeFiles } from "../../test/support/photos.ts";
import { makeConfig } from "../config/load.ts";
import { type AuditResult, audit } from "./audit.ts";
import { writeAudit } from "./writeAudit.ts";

function quickly(folder: string): Promise<AuditResult> {
  const config = makeConfig(undefined, [["data.path", folder]]);
  return audit(config, { isQuick: true, cacheDirectory: temporaryFolder() });
}

/** Class folders with photos that all differ, the seeds counted from `first`. */
async function writeClasses(root: string, counts: Readonly<Record<string, number>>, first = 0): Promise<void> {
  let seed = first;
  for (const [name, count] of Object.entries(counts)) {
    for (let i = 0; i < count; i += 1) {
      writeFiles(root, { [`${name}/${String(i).padStart(3, "0")}.jpg`]: await photo(seed) });
      seed += 1;
    }
  }
}

function photo(seed: number, width = 96, height = 72): Promise<Buffer> {
  return shapes(seed, width, height).jpeg({ quality: 92 }).toBuffer();
}

const check = (result: AuditResult, id: string) => result.checks.find((one) => one.id === id)!;
const concerns = (result: AuditResult): string[] => result.checks.flatMap((one) => one.concerns.map(({ id }) => id));

test("photos without a fault raise no concern, and what cannot be told is said", async () => {
  const folder = temporaryFolder();
  await writeClasses(folder, { angel: 24, butterfly: 24, clown: 24, damsel: 24 });
  const result = await quickly(folder);
  expect(concerns(result)).toEqual([]);
  expect(check(result, "shift").verdict).toBe("not-asked");
  expect(check(result, "label-errors").verdict).toBe("not-asked");
  expect(check(result, "counts").table!.rows).toEqual([
    ["angel", 24],
    ["butterfly", 24],
    ["clown", 24],
    ["damsel", 24],
  ]);
});

test("each planted fault is found, on the photos that have it", async () => {
  const folder = temporaryFolder();
  await writeClasses(join(folder, "train"), { angel: 25, butterfly: 25 });
  const still = async (seed: number) => sharp(await shapes(seed, 96, 72).png().toBuffer());
  writeFiles(folder, {
    "val/angel/000.jpg": await photo(900),
    "val/angel/copy.jpg": await (await still(3)).jpeg({ quality: 70 }).toBuffer(), // train/angel/003.jpg, encoded anew
    "val/butterfly/000.jpg": await photo(901),
    "train/butterfly/same.jpg": await photo(0), // the bytes of train/angel/000.jpg
    "train/angel/dark.jpg": await (await still(902)).linear(0.15, 0).jpeg().toBuffer(),
    "train/angel/blurred.jpg": await (await still(904)).blur(6).jpeg().toBuffer(),
    "train/angel/empty.png": await sharp({ create: { width: 96, height: 72, channels: 3, background: "#777777" } })
      .png()
      .toBuffer(),
    "train/angel/broken.jpg": "not a photo",
    "train/angel/wide.jpg": await photo(903, 400, 72),
  });
  const result = await quickly(folder);
  expect(concerns(result).sort()).toEqual([
    "blurred",
    "broken-files",
    "dark",
    "duplicates",
    "duplicates-across-parts",
    "duplicates-with-different-labels",
    "empty",
    "odd", // the one without shapes
    "odd-shapes",
  ]);
  const paths = (id: string): string[] =>
    check(result, id)
      .suspects.filter(({ isConcern }) => isConcern)
      .map(({ path }) => path);
  expect(paths("broken-files")).toEqual(["train/angel/broken.jpg"]);
  expect(paths("light").sort()).toEqual(["train/angel/dark.jpg", "train/angel/empty.png"]);
  expect(paths("blur")).toEqual(["train/angel/blurred.jpg"]);
  expect(paths("sizes")).toEqual(["train/angel/wide.jpg"]);
  expect(check(result, "duplicates").suspects.map(({ path, otherPath }) => [path, otherPath])).toEqual([
    ["train/butterfly/same.jpg", "train/angel/000.jpg"],
    ["val/angel/copy.jpg", "train/angel/003.jpg"],
  ]);
  expect(check(result, "shift").verdict).toBe("cannot-tell");

  const out = join(temporaryFolder(), "audit");
  const written = await writeAudit(out, result, { root: result.root, limits: { megabytes: 64, megapixels: 100 } });
  expect(written.files).toEqual(["audit.json", "suspects.csv", "sheet.png"]);
  expect(readFileSync(join(out, "suspects.csv"), "utf8")).toContain("train/angel/dark.jpg");
  expect((await sharp(join(out, "sheet.png")).metadata()).width).toBeGreaterThan(500);
  expect(existsSync(join(out, "audit.json"))).toBe(true);
});

test("one class, and a handful of photos, are audited as far as they go", async () => {
  const folder = temporaryFolder();
  await writeClasses(folder, { angel: 3 });
  const result = await quickly(folder);
  expect(concerns(result)).toContain("one-class");
  for (const id of ["blur", "odd", "variety"]) expect(check(result, id).verdict).toBe("cannot-tell");
});

import { readFileSync } from "node:fs";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder, writeClassFolders } from "../../../../test/support/photos.ts";
import { parseConfig } from "../../../config/config.ts";
import { prepareDataset } from "../../../data/dataset.ts";
import type { Part, Photo } from "../../../data/photo.ts";
import { openSource } from "../../../data/source.ts";
import type { DataPlace } from "./faultyTable.ts";
import { writeImbalanced } from "./imbalanced.ts";
import { writeShuffledLabels } from "./shuffledLabels.ts";

async function folder(): Promise<string> {
  const root = temporaryFolder();
  await writeClassFolders(join(root, "photos"), { bream: 20, perch: 20, pike: 20 });
  return root;
}

const photosIn = (root: string, name = "photos"): DataPlace => ({ path: join(root, name), columns: {} });

const own = ({ path }: Photo): string => path.split("/").at(-2)!;

function byPart(table: DataPlace): Record<Part, readonly { readonly of: string; readonly label: string }[]> {
  const { photos, classes } = openSource(table.path, table);
  const part = (name: Part) =>
    photos.filter(({ split }) => split === name).map((photo) => ({ of: own(photo), label: classes[photo.label]! }));
  return { train: part("train"), validation: part("validation"), test: part("test") };
}

function counts(labels: readonly string[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const label of labels) found[label] = (found[label] ?? 0) + 1;
  return found;
}

test("shuffled labels are as common as before in each part, and mostly wrong; the same seed gives the same table", async () => {
  const root = await folder();
  const table = await writeShuffledLabels(photosIn(root), join(root, "wrong.csv"), 3);
  const parts = byPart(table);
  expect(parts.train.length + parts.validation.length + parts.test.length).toBe(60);
  for (const photos of Object.values(parts)) {
    expect(counts(photos.map(({ label }) => label))).toEqual(counts(photos.map(({ of }) => of)));
  }
  const right = parts.train.filter(({ of, label }) => of === label).length / parts.train.length;
  expect(right).toBeLessThan(0.6);
  const again = await writeShuffledLabels(photosIn(root), join(root, "again.csv"), 3);
  expect(readFileSync(again.path, "utf8")).toBe(readFileSync(table.path, "utf8"));
});

test("a share of 0 leaves every label, and a table gives its parts to a training", async () => {
  const root = await folder();
  const table = await writeShuffledLabels(photosIn(root), join(root, "right.csv"), 3, 0);
  for (const photos of Object.values(byPart(table))) {
    for (const { of, label } of photos) expect(label).toBe(of);
  }
  const { data } = parseConfig({ data: { ...table, size: 8 } });
  const dataset = await prepareDataset(data, 9, { cacheDirectory: join(root, "cache") });
  expect(dataset.parts.validation.length).toBe(byPart(table).validation.length);
  dataset.pixels.close();
});

test("one class stays and the others keep one training photo in seven; validation and test stay", async () => {
  const root = await folder();
  const right = byPart(await writeShuffledLabels(photosIn(root), join(root, "right.csv"), 3, 0));
  const parts = byPart(await writeImbalanced(photosIn(root), join(root, "few.csv"), 3, 7));
  expect(parts.validation).toEqual(right.validation);
  expect(parts.test).toEqual(right.test);
  expect(Object.values(counts(parts.train.map(({ label }) => label))).sort((a, b) => a - b)).toEqual([2, 2, 14]);
});

test("a table leads to photos that lie elsewhere, and to those that a link leads to", async () => {
  const root = await folder();
  await symlink(join(root, "photos"), join(root, "linked"));
  const place = await writeImbalanced(photosIn(root, "linked"), join(root, "elsewhere", "table.csv"), 0);
  expect(place.photos).toBe(join(root, "linked"));
  expect(openSource(place.path, place).setAside).toEqual([]);
  expect(() => openSource(place.path)).toThrow("no-photos");
});

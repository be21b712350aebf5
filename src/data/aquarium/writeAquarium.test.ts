import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aquariumPixels } from "./aquariumPixels.ts";
import { parseAquariumOptions } from "./options.ts";
import { writeAquarium } from "./writeAquarium.ts";

const options = parseAquariumOptions({
  species: 3,
  size: 32,
  images: { train: 9, validation: 6, test: 3 },
  metadata: { missing: 0.2 },
  plant: { labelNoise: { share: 0.4 } },
});
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "aquarium-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

function columns(line: string): string[] {
  return line.split(",");
}

test("files, metadata.csv, truth and masks agree with the data set in memory", async () => {
  const directory = join(folder, "whole");
  const progress: number[] = [];
  const onProgress = (done: number): number => progress.push(done);
  const written = await writeAquarium(directory, options, 11, { masks: true, onProgress });
  expect(written).toMatchObject({ painted: 18, counts: { train: 9, validation: 6, test: 3 } });
  expect(progress).toEqual(Array.from({ length: 18 }, (_, i) => i + 1));

  const memory = await aquariumPixels(options, 11);
  const csv = (await readFile(join(directory, "metadata.csv"), "utf8")).trimEnd().split("\n");
  expect(csv[0]).toBe("file_name,label,split,group,length,weight,catch_place,depth,habitat");
  expect(csv.length).toBe(19);
  const truth = (await readFile(join(directory, "truth.jsonl"), "utf8")).trimEnd().split("\n");
  for (let i = 0; i < 18; i += 1) {
    const [file, label, split] = columns(csv[i + 1]!);
    expect(label).toBe(memory.classes[memory.labels[i]!]);
    expect(file!.split("/")[1]).toBe(label);
    expect(Array.from(memory.parts[split as "train"])).toContain(i);
    expect(JSON.parse(truth[i]!)).toEqual({ file_name: file, ...memory.pictures[i]! });
    expect(JSON.parse(truth[i]!).species).toBe(memory.classes[memory.trueLabels[i]!]);

    const pixels = await sharp(join(directory, file!)).raw().toBuffer();
    const planes = memory.pixels.subarray(i * 3 * 1024, (i + 1) * 3 * 1024);
    expect(
      [0, 1, 2].every((c) => planes.subarray(c * 1024, (c + 1) * 1024).every((v, p) => v === pixels[p * 3 + c])),
    ).toBe(true);
    const mask = await sharp(join(directory, "masks", file!))
      .extractChannel(0)
      .raw()
      .toBuffer();
    expect(Buffer.compare(mask, await memory.mask(i))).toBe(0);
  }
});

test("writing the same again paints nothing; another seed in that folder is refused", async () => {
  const directory = join(folder, "again");
  await writeAquarium(directory, options, 1);
  expect((await writeAquarium(directory, options, 1)).painted).toBe(0);
  await expect(writeAquarium(directory, options, 2)).rejects.toMatchObject({ code: "folder-not-empty" });
});

test("two folders of the same seed hold the same bytes", async () => {
  const directories = ["twin-a", "twin-b"].map((name) => join(folder, name));
  for (const directory of directories) await writeAquarium(directory, options, 6, { format: "jpeg" });
  const names = (await readdir(directories[0]!, { recursive: true, withFileTypes: true })).filter((e) => e.isFile());
  expect(names.length).toBe(18 + 3);
  for (const entry of names) {
    const path = join(entry.parentPath, entry.name);
    const twin = path.replace("twin-a", "twin-b");
    expect(Buffer.compare(await readFile(path), await readFile(twin)), path).toBe(0);
  }
});

test("a folder with other things is refused and left alone", async () => {
  const directory = await mkdtemp(join(folder, "other-"));
  await writeFile(join(directory, "thesis.txt"), "mine");
  await expect(writeAquarium(directory, options, 1)).rejects.toMatchObject({ code: "folder-not-empty" });
  expect(await readdir(directory)).toEqual(["thesis.txt"]);
});

test("an interrupted writing stops at once and is finished by the next", async () => {
  const directory = join(folder, "interrupted");
  const controller = new AbortController();
  const stopped = writeAquarium(directory, options, 4, {
    signal: controller.signal,
    onProgress: (done) => {
      if (done === 5) controller.abort();
    },
  });
  await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
  expect((await readdir(directory)).includes("metadata.csv")).toBe(false);
  expect((await writeAquarium(directory, options, 4)).painted).toBe(18);
});

test("a place that cannot be written is named", async () => {
  const file = join(folder, "a-file");
  await writeFile(file, "");
  await expect(writeAquarium(join(file, "fish"), options, 1)).rejects.toMatchObject({
    code: "cannot-write",
    details: { got: "ENOTDIR" },
  });
});

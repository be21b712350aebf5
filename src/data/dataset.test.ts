import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { blots, jpeg, temporaryFolder, writeClassFolders, writeFiles } from "../../test/support/photos.ts";
import { WrasseError } from "../base/errors.ts";
import { type DataInput, type Dataset, dataSchema, datasetFromPixels, prepareDataset } from "./dataset.ts";

const FISH = join(import.meta.dirname, "../../../shared/data/fish-photos");

function prepare(data: DataInput, seed = 0, cacheDirectory = temporaryFolder()): Promise<Dataset> {
  return prepareDataset(dataSchema.parse({ size: 16, ...data }), seed, { cacheDirectory });
}

async function errorOf(work: Promise<unknown>): Promise<WrasseError> {
  const error = await work.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(WrasseError);
  return error as WrasseError;
}

function pathsOf({ parts, photos }: Dataset, part: keyof Dataset["parts"]): string[] {
  return Array.from(parts[part], (photo) => photos[photo]!.path);
}

test("class folders become three parts that hold each photo once, and each class", async () => {
  const root = temporaryFolder();
  await writeClassFolders(root, { angelfish: 20, wrasse: 10 });
  const data = await prepare({ path: root });
  const all = [...data.parts.train, ...data.parts.validation, ...data.parts.test].sort((a, b) => a - b);
  expect(all).toEqual([...Array(30).keys()]);
  for (const part of Object.values(data.parts)) {
    expect(new Set(Array.from(part, (photo: number) => data.labels[photo]))).toEqual(new Set([0, 1]));
  }
  expect(data.parts.validation.length).toBe(5);
  expect(data.pixels.count).toBe(30);
  expect(pathsOf(await prepare({ path: root }), "test")).toEqual(pathsOf(data, "test"));
  expect(pathsOf(await prepare({ path: root }, 1), "test")).not.toEqual(pathsOf(data, "test"));
});

test("copies of a photo and photos of one group come into one part", async () => {
  const root = temporaryFolder();
  await writeClassFolders(root, { a: 12, b: 12 });
  const rows = ["path,label,group"];
  for (const name of ["a", "b"]) {
    for (let i = 0; i < 12; i += 1) {
      const path = `${name}/${String(i).padStart(3, "0")}.jpg`;
      rows.push(`${path},${name},${i < 4 ? `dive ${name}` : ""}`);
    }
  }
  const again = blots(6, 96, 72).jpeg({ quality: 60 }); // a/006 in twice the size
  writeFiles(root, { "a/copy.jpg": await again.toBuffer(), "t.csv": [...rows, "a/copy.jpg,a,"].join("\n") });
  for (const seed of [0, 1, 2, 3]) {
    const data = await prepare({ path: join(root, "t.csv") }, seed);
    const partOf = new Map(
      (["train", "validation", "test"] as const).flatMap((part) => pathsOf(data, part).map((path) => [path, part])),
    );
    expect(data.duplicates.map((group) => group.map((photo) => data.photos[photo]!.path))).toEqual([
      ["a/006.jpg", "a/copy.jpg"],
    ]);
    expect(partOf.get("a/copy.jpg")).toBe(partOf.get("a/006.jpg"));
    for (const name of ["a", "b"]) {
      expect(new Set([0, 1, 2, 3].map((i) => partOf.get(`${name}/00${i}.jpg`))).size).toBe(1);
    }
  }
});

test("given parts stay; a training copy of a test photo is set aside, unless copies are ignored", async () => {
  const root = temporaryFolder();
  await writeClassFolders(root, { "train/a": 3, "train/b": 3, "val/a": 2, "val/b": 2 });
  await writeClassFolders(join(root, "test"), {});
  for (const [name, seed] of [
    ["test/a/0.jpg", 50],
    ["test/a/1.jpg", 0], // the same as train/a/000
    ["test/b/0.jpg", 51],
  ] as const) {
    writeFiles(root, { [name]: await jpeg(seed) });
  }
  const data = await prepare({ path: root });
  expect(pathsOf(data, "test")).toEqual(["test/a/0.jpg", "test/a/1.jpg", "test/b/0.jpg"]);
  expect(pathsOf(data, "validation").length).toBe(4);
  expect(pathsOf(data, "train")).not.toContain("train/a/000.jpg");
  expect(data.setAside).toEqual([
    { path: "train/a/000.jpg", code: "near-duplicate", reason: "the same picture as test/a/1.jpg of the test photos" },
  ]);
  const ignoring = await prepare({ path: root, duplicates: "ignore" });
  expect(pathsOf(ignoring, "train")).toContain("train/a/000.jpg");
  expect(ignoring.setAside).toEqual([]);
});

test("what the source does not give is dealt: nothing from a validation that was given, validation from train", async () => {
  const root = temporaryFolder();
  await writeClassFolders(root, { "train/a": 10, "train/b": 10, "val/a": 3, "val/b": 3 });
  const withoutTest = await prepare({ path: root });
  expect([withoutTest.parts.train.length, withoutTest.parts.validation.length, withoutTest.parts.test.length]).toEqual([
    20, 6, 0,
  ]);
  rmSync(join(root, "val"), { recursive: true });
  const onlyTrain = await prepare({ path: root });
  expect([onlyTrain.parts.train.length, onlyTrain.parts.validation.length, onlyTrain.parts.test.length]).toEqual([
    14, 4, 2,
  ]);
  writeFiles(root, { "test/a/0.jpg": await jpeg(50), "test/b/0.jpg": await jpeg(51) });
  const withoutValidation = await prepare({ path: root });
  expect(pathsOf(withoutValidation, "test")).toEqual(["test/a/0.jpg", "test/b/0.jpg"]);
  expect(withoutValidation.parts.validation.length).toBe(2);
});

test("broken photos are set aside and the rest goes on; a class that lost too many is named with its reason", async () => {
  const root = temporaryFolder();
  await writeClassFolders(root, { a: 4, b: 4 });
  writeFileSync(join(root, "b/000.jpg"), "no picture");
  const data = await prepare({ path: root });
  expect(data.photos.length).toBe(7);
  expect(data.setAside).toEqual([
    { path: "b/000.jpg", code: "photo-not-an-image", reason: "not an image: looks like text" },
  ]);
  writeFileSync(join(root, "b/001.jpg"), "");
  const error = await errorOf(prepare({ path: root }));
  expect(error.message.replace(root, "ROOT")).toMatchInlineSnapshot(`
    "too-few-photos at ROOT
      expected 3 usable photos in each class, one for each part, got 2 in class "b" (2 more could not be used, the first: b/000.jpg: not an image: looks like text)
      try: add photos to the class, or take the class out"
  `);
});

test("groups that leave a part without photos are an error, unless the part is not asked for", async () => {
  const root = temporaryFolder();
  await writeClassFolders(root, { a: 6, b: 6 });
  const rows = ["a", "b"].flatMap((name) => [...Array(6).keys()].map((i) => `${name}/00${i}.jpg,${name},one dive`));
  writeFiles(root, { "t.csv": ["path,label,group", ...rows].join("\n") });
  const error = await errorOf(prepare({ path: join(root, "t.csv") }));
  expect(error.code).toBe("split-impossible");
  expect(error.details.got).toContain("none left for validation");
  const whole = await prepare({ path: join(root, "t.csv"), split: { validation: 0, test: 0 } });
  expect(whole.parts.train.length).toBe(12);
});

test("too few classes or photos are errors that name them", async () => {
  const root = temporaryFolder();
  expect((await errorOf(prepare({ path: join(root, "none") }))).code).toBe("data-not-found");
  mkdirSync(join(root, "empty"));
  expect((await errorOf(prepare({ path: join(root, "empty") }))).code).toBe("no-photos");
  await writeClassFolders(root, { a: 3 });
  const single = await errorOf(prepare({ path: root }));
  expect(single.code).toBe("one-class");
  expect(single.details.got).toBe('one class, "a", and 1 entries set aside');
  await writeClassFolders(root, { b: 1 });
  const few = await errorOf(prepare({ path: root }));
  expect(few.code).toBe("too-few-photos");
  expect(few.details.got).toBe('1 in class "b"');
});

test("a metadata column that the CSV lacks is answered with the nearest", async () => {
  const root = temporaryFolder();
  await writeClassFolders(root, { a: 3, b: 3 });
  const rows = ["a", "b"].flatMap((name) => [0, 1, 2].map((i) => `${name}/00${i}.jpg,${name},${i}`));
  writeFiles(root, { "metadata.csv": ["file_name,label,length", ...rows].join("\n") });
  expect((await prepare({ path: root, metadata: { columns: ["length"] } })).photos[1]!.metadata).toEqual({
    length: "1",
  });
  const error = await errorOf(prepare({ path: root, metadata: { columns: ["lenght"] } }));
  expect(error.code).toBe("column-missing");
  expect(error.details.hint).toBe('did you mean "length"?');
});

test("the mean and deviation are those of the training photos alone", () => {
  const size = 2;
  const solid = (red: number, green: number, blue: number): number[] =>
    [red, green, blue].flatMap((value) => new Array<number>(size * size).fill(value));
  const pixels = Uint8Array.from([...solid(0, 51, 255), ...solid(255, 51, 255), ...solid(200, 200, 0)]);
  const data = datasetFromPixels({
    classes: ["a", "b"],
    labels: [0, 1, 1],
    pixels,
    size,
    splits: ["train", "train", "test"],
  });
  expect(data.statistics.mean).toEqual([0.5, 0.2, 1]);
  expect(data.statistics.deviation).toEqual([0.5, 1 / 255, 1 / 255]);
  expect(data.parts.test).toEqual(Uint32Array.of(2));
});

test("a split with a seed of its own is the same whatever the training's seed is", async () => {
  const root = temporaryFolder();
  await writeClassFolders(root, { bream: 12, perch: 12 });
  const parts = async (split: object, seed: number): Promise<unknown> =>
    (await prepare({ path: root, split }, seed)).parts;
  expect(await parts({ seed: 5 }, 1)).toEqual(await parts({}, 5));
  expect(await parts({}, 1)).not.toEqual(await parts({}, 5));
});

test("the schema fills in defaults, refuses unknown keys and shares that leave nothing, and has a JSON Schema", () => {
  expect(dataSchema.parse({ path: "photos" })).toEqual({
    path: "photos",
    size: 64,
    fit: "stretch",
    normalisation: "dataset",
    split: { validation: 0.15, test: 0.15 },
    duplicates: "apart",
    metadata: {
      columns: [],
      missing: ["NA", "N/A", "NaN", "null"],
      branch: [{ dense: 32 }, "relu"],
      dropout: 0.1,
    },
    columns: {},
    limits: { megabytes: 64, megapixels: 100 },
  });
  expect(dataSchema.safeParse({ path: "photos", sise: 32 }).success).toBe(false);
  expect(dataSchema.safeParse({ path: "photos", split: { validation: 0.5, test: 0.5 } }).success).toBe(false);
  expect(z.toJSONSchema(dataSchema, { io: "input" })).toMatchObject({ required: ["path"] });
});

test.skipIf(!existsSync(FISH))(
  "the reef fish: 1,021 photos, 9 species, each in every part (needs ../shared)",
  async () => {
    const data = await prepare({ path: FISH, size: 32 });
    expect(data.photos.length).toBe(1021);
    expect(data.classes.length).toBe(9);
    expect(data.ignored).toBe(2);
    expect(data.setAside).toEqual([]);
    expect(data.duplicates).toEqual([]);
    for (const [part, share] of [
      ["validation", 0.15],
      ["test", 0.15],
    ] as const) {
      expect(Math.abs(data.parts[part].length / 1021 - share)).toBeLessThan(0.005);
      expect(new Set(Array.from(data.parts[part], (photo) => data.labels[photo])).size).toBe(9);
    }
  },
);

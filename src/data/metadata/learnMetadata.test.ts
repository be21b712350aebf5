import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder, writeClassFolders, writeFiles } from "../../../test/support/photos.ts";
import { type Dataset, dataSchema, prepareDataset } from "../dataset.ts";
import { learnMetadata } from "./learnMetadata.ts";
import { metadataSchema } from "./setting.ts";

/** Train and test parts with a metadata.csv each, as Hugging Face has them; the test part lacks a column. */
async function splitFolders(): Promise<{ data: Dataset; learnt: NonNullable<ReturnType<typeof learnMetadata>> }> {
  const root = temporaryFolder();
  for (const part of ["train", "val", "test"]) {
    await writeClassFolders(join(root, part), { a: 3, b: 3 });
  }
  const rows = (...facts: string[]): string[] =>
    facts.map((cells, i) => `${i < 3 ? "a" : "b"}/00${i % 3}.jpg,${i < 3 ? "a" : "b"},${cells}`);
  writeFiles(root, {
    "train/metadata.csv": [
      "file_name,label,length,habitat",
      ...rows("1,reef", "2,", "3,sand", "big,reef", ",NA", "6,sand"),
    ].join("\n"),
    "val/metadata.csv": ["file_name,label,length", ...rows("1", "2", "", "4", "5", "6")].join("\n"),
    "test/metadata.csv": [
      "file_name,label,length,habitat",
      ...rows("1,reef", "2,wreck", "3,wreck", "4,sand", "5,sand", "6,Sand"),
    ].join("\n"),
  });
  const columns = [{ name: "length", kind: "number" }, "habitat"];
  const options = dataSchema.parse({ path: root, size: 16, duplicates: "ignore", metadata: { columns } });
  const data = await prepareDataset(options, 0, { cacheDirectory: join(root, ".cache") });
  return { data, learnt: learnMetadata(options.metadata, data)! };
}

test("what is missing, unreadable and unknown is counted by column and part, and told once each", async () => {
  const { learnt } = await splitFolders();
  const none = { train: 0, validation: 0, test: 0 };
  expect(learnt.coverage).toEqual([
    {
      name: "length",
      kind: "number",
      values: null,
      missing: { train: 2, validation: 1, test: 0 },
      unreadable: { ...none, train: 1 },
      unknown: none,
    },
    {
      name: "habitat",
      kind: "category",
      values: 2,
      missing: { train: 2, validation: 6, test: 0 },
      unreadable: none,
      unknown: { ...none, test: 3 },
    },
  ]);
  expect(learnt.warnings).toMatchInlineSnapshot(`
    [
      "metadata: length has 1 value that is no number, the first "big" of train/b/000.jpg: taken as missing; write 12.5, without a unit or a thousands separator",
      "metadata: length is missing in 2 of 6 training and 1 of 6 validation photos; habitat is missing in 2 of 6 training and 6 of 6 validation photos",
      "metadata: habitat has a value that no training photo has in 3 of 6 test photos",
    ]
  `);
});

test("a column that no photo has is answered with the nearest, or with where to put a CSV", async () => {
  const { data } = await splitFolders();
  const options = metadataSchema.parse({ columns: ["lenght"] });
  expect(() => learnMetadata(options, data)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: column-missing at data.metadata.columns
      expected a column "lenght", as data.metadata.columns says, got the columns length, habitat
      try: did you mean "length"?]
  `);
  const bare = { ...data, photos: data.photos.map((photo) => ({ ...photo, metadata: {} })) };
  expect(() => learnMetadata(options, bare)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: column-missing at data.metadata.columns
      expected a column "lenght", as data.metadata.columns says, got photos without a CSV
      try: give a CSV of the photos, or put a metadata.csv with file_name and the columns into their folder]
  `);
});

test("no columns, no metadata", async () => {
  const { data } = await splitFolders();
  expect(learnMetadata(metadataSchema.parse(undefined), data)).toBeUndefined();
});

import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder, writeFiles } from "../../../test/support/photos.ts";
import { WrasseError } from "../../base/errors.ts";
import type { MetadataEncoding } from "./encoding.ts";
import { type FactSources, type GivenFacts, givenFacts } from "./givenFacts.ts";

const encoding: MetadataEncoding = {
  columns: [
    { name: "length", kind: "number", log: false, decimal: "point", mean: 0, deviation: 1, hasMissing: true },
    { name: "habitat", kind: "category", values: ["reef", "sand"], hasUnknown: true, hasMissing: true },
  ],
  missing: ["na"],
  features: ["length", "length missing", "habitat = reef", "habitat = sand", "habitat unknown", "habitat missing"],
};
const allMissing = [0, 1, 0, 0, 0, 1];

function given(paths: readonly string[], sources: FactSources): GivenFacts & { rows: number[][] } {
  const facts = givenFacts(encoding, paths, sources);
  return { ...facts, rows: paths.map((_, i) => [...facts.featuresOf(i)]) };
}

/** The message without the folder, which is another each time. */
function plain(text: string, folder: string): string {
  return text.replaceAll(`${folder}/`, "");
}

test("without anything all is missing, and that is said once", () => {
  const { rows, warnings, report } = given(["a.jpg", "b.jpg"], {});
  expect(rows).toEqual([allMissing, allMissing]);
  expect(warnings).toMatchInlineSnapshot(`
    [
      "metadata: the model was trained with length, habitat beside the photo, and nothing is given: all is taken as missing, so the model's figures and thresholds do not hold (--metadata FILE.csv or --value length=…)",
    ]
  `);
  expect(report.columns.map(({ missing }) => missing)).toEqual([2, 2]);
});

test("a value holds for all photos and goes before the table's", () => {
  const folder = temporaryFolder();
  writeFiles(folder, { "facts.csv": "path,length,habitat\na.jpg,1,reef\nb.jpg,2,reef\n" });
  const table = join(folder, "facts.csv");
  const { rows, warnings } = given([join(folder, "a.jpg"), join(folder, "b.jpg")], {
    table,
    values: { habitat: "sand" },
  });
  expect(rows).toEqual([
    [1, 0, 0, 1, 0, 0],
    [2, 0, 0, 1, 0, 0],
  ]);
  expect(warnings).toEqual([]);
  expect(given(["x.jpg"], { values: { length: 3, habitat: "" } }).rows).toEqual([[3, 0, 0, 0, 0, 1]]);
});

test("a row is found by its path, else by its file's name; what is doubtful is missing and told", () => {
  const folder = temporaryFolder();
  const table = join(folder, "facts.csv");
  writeFiles(folder, {
    "facts.csv": [
      "file_name;length;habitat",
      "one/a.jpg;1;reef", // by its path, though two/a.jpg has the same name
      "elsewhere\\b.jpg;2;sand", // by its name
      "c.jpg;3;reef", // two photos have this name
      "x/d.jpg;4;reef", // two rows have this name
      "y/d.jpg;5;reef",
      "one/e.jpg;6;reef", // twice
      "one/e.jpg;7;reef",
      ";8;reef",
    ].join("\n"),
  });
  const photos = ["one/a.jpg", "one/b.jpg", "one/c.jpg", "two/c.jpg", "one/d.jpg", "one/e.jpg", "one/f.jpg"];
  const { rows, warnings, report } = given(
    photos.map((path) => join(folder, path)),
    { table },
  );
  expect(rows.map(([length, missing]) => (missing === 1 ? null : length))).toEqual([
    1,
    2,
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(report).toMatchObject({ photos: 7, withoutRow: 1, ambiguous: 4 });
  expect(plain(warnings.join("\n"), folder)).toMatchInlineSnapshot(`
    "metadata: facts.csv has no row for 1 of 7 photos, the first one/f.jpg: taken as missing
    metadata: which row of facts.csv is meant is not clear for 4 of 7 photos, the first one/c.jpg: taken as missing; write paths that are relative to the table"
  `);
});

test("values that cannot be used are counted by column, with the first of them", () => {
  const folder = temporaryFolder();
  const table = join(folder, "facts.csv");
  writeFiles(folder, { "facts.csv": "path,length,habitat\na.jpg,12 cm,Reef\nb.jpg,NA,reef\nc.jpg,13 cm,harbour\n" });
  const { warnings, report } = given(
    ["a.jpg", "b.jpg", "c.jpg"].map((path) => join(folder, path)),
    { table },
  );
  expect(report.columns).toEqual([
    { name: "length", missing: 3, unreadable: 2, unknown: 0 },
    { name: "habitat", missing: 0, unreadable: 0, unknown: 2 },
  ]);
  expect(plain(warnings.join("\n"), folder)).toMatchInlineSnapshot(`
    "metadata: length of 2 photos, the first a.jpg, is no number that the model takes ("12 cm"): taken as missing
    metadata: habitat of 2 photos, the first a.jpg, is a value that the model was not trained on ("Reef"); did you mean "reef"?"
  `);
});

test("a table that lacks a column is told, one that lacks all is refused", () => {
  const folder = temporaryFolder();
  writeFiles(folder, {
    "some.csv": "path,length\na.jpg,1\n",
    "none.csv": "path,lenght\na.jpg,1\n",
    "bare.csv": "path\na.jpg\n",
  });
  const { warnings } = given([join(folder, "a.jpg")], { table: join(folder, "some.csv") });
  expect(plain(warnings.join("\n"), folder)).toBe("metadata: some.csv has no column habitat: taken as missing");
  for (const name of ["none.csv", "bare.csv", "absent.csv"]) {
    let error: unknown;
    try {
      given(["a.jpg"], { table: join(folder, name) });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(WrasseError);
    expect(plain((error as WrasseError).message, folder)).toMatchSnapshot(name);
  }
});

test.each([[{ lenght: 12 }], [{ length: "12 cm" }], [{ colour: "red" }]])("the values %j are refused", (values) => {
  expect(() => given(["a.jpg"], { values })).toThrowErrorMatchingSnapshot();
});

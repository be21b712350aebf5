import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { expectCloseNumbers } from "../../../test/support/expectCloseNumbers.ts";
import { WrasseError } from "../../base/errors.ts";
import type { FactRecord } from "./cells.ts";
import { encodeRecords } from "./encodeRecords.ts";
import { type LearntEncoding, learnEncoding } from "./learnEncoding.ts";
import { metadataSchema } from "./setting.ts";

const fixture = JSON.parse(readFileSync(new URL("../../../test/fixtures/metadata.json", import.meta.url), "utf8")) as {
  readonly training: number;
  readonly facts: readonly FactRecord[];
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly values: readonly string[];
  readonly features: readonly (readonly number[])[];
};

/** @param labels default: two classes by turns */
function learn(options: object, facts: readonly FactRecord[], labels?: readonly number[]): LearntEncoding {
  return learnEncoding(metadataSchema.parse(options), {
    facts,
    labels: labels ?? facts.map((_, i) => i % 2),
    classes: 2,
  });
}

/** Facts of one column. */
function column(name: string, values: readonly string[]): FactRecord[] {
  return values.map((value) => ({ [name]: value }));
}

test("numbers are standardised and categories one-hot as scikit-learn does, by the training part", () => {
  const columns = ["length", { name: "depth", log: true }, "temperature", "habitat"];
  const { encoding, warnings } = learn({ columns, dropout: 0 }, fixture.facts.slice(0, fixture.training));
  expect(warnings).toEqual([]);
  const numbers = encoding.columns.filter((one) => one.kind === "number");
  expectCloseNumbers(
    numbers.map(({ mean }) => mean),
    fixture.mean,
    12,
  );
  expectCloseNumbers(
    numbers.map(({ deviation }) => deviation),
    fixture.deviation,
    12,
  );
  const [habitat] = encoding.columns.filter((one) => one.kind === "category");
  expect(habitat!.values).toEqual(fixture.values);
  expect(encoding.features).toEqual([
    "length",
    "depth",
    "temperature",
    ...fixture.values.map((value) => `habitat = ${value}`),
  ]);
  const { featuresOf } = encodeRecords(
    encoding,
    fixture.facts.map((_, i) => `photo ${i}`),
    fixture.facts,
  );
  // Features are float32: seven digits.
  for (const [i, expected] of fixture.features.entries()) expectCloseNumbers([...featuresOf(i)], expected, 6);
});

test("standardised training values have mean 0 and deviation 1, however large they are", () => {
  const values = [3e300, -1e300, 2e300, 5e299];
  const facts = column("mass", values.map(String));
  const { encoding } = learn({ columns: ["mass"], dropout: 0 }, facts);
  const { featuresOf } = encodeRecords(encoding, facts.map(String), facts);
  const standardised = values.map((_, i) => featuresOf(i)[0]!);
  const mean = standardised.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = standardised.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  expectCloseNumbers([mean, variance], [0, 1], 6);
});

test.each([
  ["all are numbers", ["1", "2", "3.5"], "number"],
  ["nine in ten are numbers", [..."123456789", "unclear"], "number"],
  ["fewer than nine in ten are numbers", [..."12345678", "unclear", "unsure"], "category"],
  ["missing ones are not counted", ["", "NA", "n/a", "4", "5"], "number"],
  ["a decimal comma is one", ["12,5", "7", "8,25"], "number"],
  ["there is no value", ["", ""], "category"],
] as const)("a column is of its kind where %s", (_, values, kind) => {
  expect(learn({ columns: ["x"] }, column("x", values)).encoding.columns[0]!.kind).toBe(kind);
});

test("the kind that is asked for goes before the rule", () => {
  const facts = column("station", ["1", "2", "1", "2", "1"]);
  const { encoding } = learn({ columns: [{ name: "station", kind: "category" }], dropout: 0 }, facts);
  expect(encoding.features).toEqual(["station = 1", "station = 2"]);
});

test("the words for a missing value are a setting", () => {
  const facts = column("habitat", ["NA", "reef", "unknown", "reef", "reef"]);
  const valuesWith = (options: object): readonly string[] => {
    const [learnt] = learn({ columns: ["habitat"], ...options }, facts).encoding.columns;
    return learnt!.kind === "category" ? learnt!.values : [];
  };
  expect(valuesWith({})).toEqual(["reef", "unknown"]);
  expect(valuesWith({ missing: [" Unknown "] })).toEqual(["NA", "reef"]);
});

test("a feature is there only where training shows it: missing by the data or dropout, unknown by dropout", () => {
  const whole = column("habitat", ["reef", "sand", "reef", "sand", "reef"]);
  const holed = column("habitat", ["reef", "", "reef", "sand", "sand"]);
  const featuresOf = (facts: readonly FactRecord[], dropout: number): readonly string[] =>
    learn({ columns: ["habitat"], dropout }, facts).encoding.features;
  expect(featuresOf(whole, 0)).toEqual(["habitat = reef", "habitat = sand"]);
  expect(featuresOf(holed, 0)).toEqual(["habitat = reef", "habitat = sand", "habitat missing"]);
  expect(featuresOf(whole, 0.1)).toEqual(["habitat = reef", "habitat = sand", "habitat unknown", "habitat missing"]);
});

test("an unreadable number of the training part gives the column its missing feature", () => {
  const facts = column("length", [..."123456789", "long"]);
  expect(learn({ columns: ["length"], dropout: 0 }, facts).encoding.features).toEqual(["length", "length missing"]);
});

test.each([
  [["5", "5", "5.0"], {}, "tells nothing: all its numbers in the training part are equal"],
  [["0.1", "0.1", "0.1"], {}, "tells nothing: all its numbers in the training part are equal"],
  [["reef", "reef", "reef"], {}, 'tells nothing: it is "reef" in all training photos'],
  [["", "NA", ""], {}, "is empty in all training photos"],
  [["a1", "b2", "c3", "d4"], {}, "has 4 different values in 4 training photos: leave it out if it is a name or an id"],
  [
    ["1 cm", "2.5 cm", "3cm", "4 cm"],
    {},
    "has 4 different values in 4 training photos: write its numbers without their unit",
  ],
] as const)("the column %j is warned of", (values, options, warning) => {
  const { warnings } = learn({ columns: ["x"], ...options }, column("x", values), [0, 0, 1, 1].slice(0, values.length));
  expect(warnings.join("\n")).toContain(`metadata: x ${warning}`);
});

test("a column that renames the class is warned of, one that many classes share is not", () => {
  const warned = learn({ columns: ["name"] }, column("name", ["Nemo", "Dory", "Nemo", "Dory", "Nemo"]));
  expect(warned.warnings.join()).toContain("a value of its own for each class");
  const shared = learn({ columns: ["name"] }, column("name", ["Nemo", "Nemo", "Dory", "Dory", "Nemo"]));
  expect(shared.warnings).toEqual([]);
});

test("a category of too many values is refused", () => {
  const facts = column(
    "id",
    Array.from({ length: 1001 }, (_, i) => `fish ${i}`),
  );
  expect(() => learn({ columns: ["id"] }, facts)).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: metadata-too-many-values at data.metadata.columns.id
      expected a category of 1000 values or fewer, got 1001 different ones in 1001 training photos, such as fish 0, fish 1, fish 10
      try: leave the column out, group its values, or write numbers without units]
  `);
  expect(() => learn({ columns: ["id"] }, facts)).toThrow(WrasseError);
});

test.each([
  [{ columns: ["a", { name: "a" }] }, "each column once"],
  [{ columns: [{ name: "a", kind: "category", log: true }] }, "log only for columns of numbers"],
  [{ columns: [{ name: "a", kin: "number" }] }, "kin"],
  [{ columns: ["a"], dropout: 1.5 }, "dropout"],
])("the options %j are refused", (options, what) => {
  const { error } = metadataSchema.safeParse(options);
  expect(JSON.stringify(error?.issues)).toContain(what);
});

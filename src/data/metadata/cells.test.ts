import { expect, test } from "vitest";
import { draws } from "../../base/random.ts";
import { type FactRecord, furthest, readCell, unknownCell, writeFeatures } from "./cells.ts";
import { type EncodedColumn, featuresOfColumn, type MetadataEncoding, metadataEncodingSchema } from "./encoding.ts";

const length: EncodedColumn = {
  name: "length",
  kind: "number",
  log: false,
  decimal: "point",
  mean: 10,
  deviation: 4,
  hasMissing: true,
};
const habitat: EncodedColumn = {
  name: "habitat",
  kind: "category",
  values: ["reef", "sand", "wreck"],
  hasUnknown: true,
  hasMissing: true,
};
const bare: EncodedColumn = { ...habitat, name: "place", hasUnknown: false, hasMissing: false };
const columns = [length, habitat, bare];
const encoding: MetadataEncoding = { columns, missing: ["na"], features: columns.flatMap(featuresOfColumn) };

function features(record: FactRecord): number[] {
  const target = new Float32Array(encoding.features.length + 2).fill(7);
  const cells = columns.map((column) => readCell(column, record, encoding.missing).cell);
  writeFeatures(encoding, cells, target, 1);
  expect([target[0], target.at(-1)]).toEqual([7, 7]);
  return [...target.subarray(1, -1)];
}

test("facts become a standardised number, ones for categories, and ones for what is unknown or missing", () => {
  expect(encoding.features).toEqual([
    "length",
    "length missing",
    "habitat = reef",
    "habitat = sand",
    "habitat = wreck",
    "habitat unknown",
    "habitat missing",
    "place = reef",
    "place = sand",
    "place = wreck",
  ]);
  expect(features({ length: "12", habitat: "sand", place: "reef" })).toEqual([0.5, 0, 0, 1, 0, 0, 0, 1, 0, 0]);
  expect(features({ length: " 12 ", habitat: " sand " })).toEqual([0.5, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  expect(features({ length: "NA", habitat: "harbour", place: "harbour" })).toEqual([0, 1, 0, 0, 0, 1, 0, 0, 0, 0]);
  expect(features({})).toEqual([0, 1, 0, 0, 0, 0, 1, 0, 0, 0]);
});

test("a number far out is kept within bounds, so that no mistyped one gives infinities", () => {
  expect(features({ length: "1e300" })[0]).toBe(furthest);
  expect(features({ length: "-1e300" })[0]).toBe(-furthest);
});

test("a constant column gives 0 for any number", () => {
  expect(readCell({ ...length, deviation: 0 }, { length: "99" }, []).cell).toBe(0);
});

test("of a logarithm, equal ratios are equal steps; 0 and less have none", () => {
  const depth: EncodedColumn = { ...length, name: "depth", log: true, mean: Math.log(10), deviation: 2 };
  const at = (value: string): number => readCell(depth, { depth: value }, []).cell;
  expect(at("100") - at("10")).toBeCloseTo(at("10") - at("1"), 12);
  expect(readCell(depth, { depth: "0" }, [])).toEqual({ cell: Number.NaN, problem: "unreadable" });
  expect(readCell(depth, { depth: "-3" }, [])).toEqual({ cell: Number.NaN, problem: "unreadable" });
});

test("what is there and cannot be used is told apart from what is missing", () => {
  expect(readCell(length, { length: "long" }, [])).toEqual({ cell: Number.NaN, problem: "unreadable" });
  expect(readCell(habitat, { habitat: "Reef" }, [])).toEqual({ cell: unknownCell, problem: "unknown" });
  expect(readCell(habitat, { habitat: "" }, [])).toEqual({ cell: Number.NaN });
});

test("of each category column at most one feature is 1, and none is another number", () => {
  const rng = draws(1, "records");
  for (let i = 0; i < 200; i += 1) {
    const own = features({ habitat: rng.pick(["reef", "sand", "wreck", "new", "", "NA"]) }).slice(2, 7);
    expect(own.filter((value) => value === 1)).toHaveLength(1);
    expect(own.filter((value) => value === 0)).toHaveLength(4);
  }
});

test("a column may have the name of something that every object has", () => {
  expect(readCell({ ...habitat, name: "constructor" }, {}, [])).toEqual({ cell: Number.NaN });
});

test("an encoding written as JSON reads again as itself", () => {
  expect(metadataEncodingSchema.parse(JSON.parse(JSON.stringify(encoding)))).toEqual(encoding);
});

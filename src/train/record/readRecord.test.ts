import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../test/support/photos.ts";
import { start } from "../progress.ts";
import { recordHeader } from "./lines.ts";
import { parseRecord, readRecord } from "./readRecord.ts";
import { series } from "./record.ts";
import { RecordWriter } from "./recordWriter.ts";

const counts = { train: 4, validation: 2, test: 2 };
const header = recordHeader(
  { classes: ["perch", "roach"].map((name) => ({ name, photos: counts })), seed: 3 },
  new Map([["gradient-norm", ["0.dense.weight", "0.dense.bias"]]]),
);

async function written(): Promise<{ path: string; text: string }> {
  const path = join(temporaryFolder(), "record.jsonl");
  const record = await RecordWriter.open(path, header, start);
  const step = { epoch: 1, learningRate: 0.1 };
  await record.addStep({
    ...step,
    step: 0,
    loss: 0.7,
    values: new Map([
      ["gradient-norm", [1.23456789, Number.POSITIVE_INFINITY]],
      ["class-batch-loss", [0.5, undefined]],
    ]),
  });
  await record.addStep({ ...step, step: 5, loss: Number.NaN, values: new Map() });
  const sums = { loss: 1, weight: 2, correct: 3, photos: 4 };
  await record.addEpoch(
    { epoch: 1, loss: 0.6, accuracy: 0.75, learningRate: 0.1, validationLoss: null, validationAccuracy: null },
    { train: [sums, { ...sums, photos: 0 }], validation: [] },
  );
  return { path, text: await readFile(path, "utf8") };
}

test("what was written is read: steps, epochs, classes, numbers that are not finite, and what was not measured", async () => {
  const { path } = await written();
  const record = await readRecord(path);
  expect(record.facts).toEqual({ classes: header.facts.classes, seed: 3 });
  expect(series(record, "batch-loss")).toEqual([
    { epoch: 1, step: 0, value: 0.7 },
    { epoch: 1, step: 5, value: Number.NaN },
  ]);
  expect(series(record, "gradient-norm", { subject: "0.dense.weight" })).toEqual([
    { epoch: 1, step: 0, value: 1.23457 },
  ]);
  expect(series(record, "gradient-norm", { subject: "0.dense.bias" })[0]!.value).toBe(Infinity);
  expect(series(record, "class-batch-loss", { subject: "roach" })).toEqual([]);
  expect(series(record, "class-accuracy", { subject: "perch" })).toEqual([{ epoch: 1, value: 0.75 }]);
  expect(series(record, "class-accuracy", { subject: "roach" })).toEqual([]);
  expect(series(record, "loss", { part: "validation" })).toEqual([]);
});

test("cut off anywhere in its last line, a record reads as without that line", async () => {
  const { text } = await written();
  const lines = text.split("\n");
  const whole = parseRecord(`${lines.slice(0, -2).join("\n")}\n`, "r");
  for (const left of [1, 20, lines.at(-2)!.length]) {
    const torn = [...lines.slice(0, -2), lines.at(-2)!.slice(0, left)].join("\n");
    expect(parseRecord(torn, "r")).toEqual(whole);
  }
});

test("a broken line in the middle is an error that names file and line", async () => {
  const { text } = await written();
  const lines = text.split("\n");
  lines[2] = lines[2]!.slice(0, 30);
  expect(() => parseRecord(lines.join("\n"), "runs/a/record.jsonl")).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: record-not-readable at runs/a/record.jsonl:3
      expected a line of a record: a step, an epoch or the end, as JSON, got {"type":"step","epoch":1,"step
      try: delete that line and read the rest, or take results.csv of the run in its place]
  `);
});

test.each([
  ["a quantity that is not in the register", '{"type":"step","epoch":1,"step":0,"train":{"los":1}}'],
  ["more numbers than the header names", '{"type":"step","epoch":1,"step":0,"train":{"gradient-norm":[1,2,3]}}'],
  ["a list in place of a number", '{"type":"epoch","epoch":1,"train":{"loss":[1]}}'],
  ["a number in place of a list", '{"type":"epoch","epoch":1,"train":{"class-loss":1}}'],
  ["an epoch that is no whole number", '{"type":"epoch","epoch":1.5}'],
])("%s is refused", (_, line) => {
  const text = `${JSON.stringify(header)}\n${line}\n`;
  expect(() => parseRecord(text, "record.jsonl")).toThrow(/record-not-readable at record\.jsonl:2/);
});

test("another version, an empty file, another kind of file and a missing one are told apart", async () => {
  const other = `${JSON.stringify({ ...header, version: 9 })}\n`;
  expect(() => parseRecord(other, "r")).toThrow(/record-version-unknown at r:1\n {2}expected version 1, got 9/);
  expect(() => parseRecord("", "r")).toThrow(/record-not-readable at r:1/);
  expect(() => parseRecord("epoch,loss\n0,1\n", "r")).toThrow(/record-not-readable at r:1/);
  const folder = temporaryFolder();
  await writeFile(join(folder, "r"), "");
  await expect(readRecord(join(folder, "none"))).rejects.toMatchObject({ code: "record-not-found" });
});

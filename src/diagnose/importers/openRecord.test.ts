import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { temporaryFolder, writeFiles } from "../../../test/support/photos.ts";
import { WrasseError } from "../../base/errors.ts";
import { epochsOf, lastFinite, type RunRecord, series } from "../../train/record/record.ts";
import { openRecord } from "./openRecord.ts";

type Ends = readonly [first: number, last: number] | null;

/** By hand from the files: epochs, then first and last of train loss and accuracy, validation loss and accuracy, learning rate. */
const histories: readonly (readonly [file: string, epochs: number, Ends, Ends, Ends, Ends, Ends])[] = [
  ["01-icse2022.csv", 100, [2.40129, 2.30201], [0.110567, 0.111917], [2.30173, 2.30192], [0.1028, 0.1135], null],
  [
    "03-facial-expression.json",
    20,
    [1.65235, 0.076351],
    [0.36188, 0.97393],
    [1.428, 2.09821],
    [0.452215, 0.612984],
    null,
  ],
  [
    "05-waste-classification-using-cnn.csv",
    15,
    [0.467113, 0.037011],
    [0.80593, 0.988743],
    [0.358536, 0.615852],
    [0.848388, 0.90768],
    null,
  ],
  [
    "07-meenasetu.csv",
    12,
    [0.440793, 0.0721636],
    [0.84764, 0.980687],
    [0.747137, 0.693747],
    [0.753582, 0.790831],
    [0.0001, 2.5e-5],
  ],
  [
    "09-fish-cnn.csv",
    19,
    [2.4958, 0.0103048],
    [0.410748, 0.996514],
    [0.863408, 0.0178974],
    [0.712757, 0.995885],
    [0.001, 0.0001],
  ],
  [
    "11-mobilenetv2-model.json",
    20,
    [0.46695, 0.0219738],
    [0.859009, 0.99229],
    [0.122077, 0.0277186],
    [0.958058, 0.991813],
    [1e-5, 1e-5],
  ],
  [
    "13-brain_tumor_image_classification_using_c.csv",
    24,
    [1.18184, 1.02652],
    [0.360748, 0.489171],
    [1.04513, 0.94855],
    [0.60084, 0.604374],
    [0.0001, 0.0001],
  ],
  ["15-cifarnumpy.csv", 50, [3.19357, 2.32647], [0.25925, 0.450875], [3.20289, 2.43436], [0.236, 0.396], null],
  [
    "17-plant-disease-detection.json",
    50,
    [0.748317, 0.0022858],
    [0.735997, 0.999364],
    [1.13625, 0.0405411],
    [0.682198, 0.987477],
    [5e-5, 1e-5],
  ],
  [
    "19-pokemons-lenet.csv",
    30,
    [4.87183, 1.14425],
    [0.011976, 0.658063],
    [4.42699, 2.87149],
    [0.0252908, 0.419322],
    null,
  ],
  [
    "21-digit-recognizer.csv",
    10,
    [0.00235985, 0.000391835],
    [0.999709, 1.0],
    [0.0502184, 0.0572914],
    [0.985952, 0.98619],
    null,
  ],
  [
    "23-shopee-iet-ml-competition.csv",
    18,
    [0.810022, 0.0231715],
    [0.726107, 0.999664],
    [0.570721, 0.59642],
    [0.807728, 0.860099],
    [0.005, 0.001],
  ],
  [
    "25-facial-expression-recognition.csv",
    50,
    [1.8313, 0.9907],
    [0.2509, 0.6309],
    [1.7856, 0.9877],
    [0.2802, 0.6379],
    null,
  ],
  [
    "27-lung-cancer-detection.csv",
    10,
    [0.595483, 0.165289],
    [0.832046, 0.932432],
    [0.609914, 0.289428],
    [0.593023, 0.868217],
    [0.0001, 0.0001],
  ],
  [
    "29-automated-skin-cancer-detection-using-cn.json",
    10,
    [6.34372, 1.8185],
    [0.300924, 0.313155],
    [2.75116, 1.50056],
    [0.0634049, 0.443834],
    null,
  ],
];

const folder = fileURLToPath(new URL("../../../../shared/data/histories/", import.meta.url));
const isThere = existsSync(folder);
if (!isThere) console.warn(`SKIPPED: no real training logs at ${folder}`);

describe.skipIf(!isThere)(
  "logs that people checked into public repositories (skipped where ../shared is absent)",
  () => {
    test.each(histories)(
      "%s has its epochs and figures",
      async (file, epochs, loss, accuracy, valLoss, valAccuracy, rate) => {
        const record = await openRecord(join(folder, file));
        expect(epochsOf(record)).toBe(epochs);
        const ends = (points: readonly { value: number; epoch: number }[]): Ends => {
          if (points.length === 0) return null;
          expect(points.map(({ epoch }) => epoch)).toEqual(Array.from({ length: epochs }, (_, i) => i + 1));
          return [points[0]!.value, points.at(-1)!.value].map((value) =>
            Number(value.toPrecision(6)),
          ) as unknown as Ends;
        };
        const validation = { part: "validation" } as const;
        expect(ends(series(record, "loss"))).toEqual(loss);
        expect(ends(series(record, "accuracy"))).toEqual(accuracy);
        expect(ends(series(record, "loss", validation))).toEqual(valLoss);
        expect(ends(series(record, "accuracy", validation))).toEqual(valAccuracy);
        expect(ends(series(record, "learning-rate"))).toEqual(rate);
      },
    );

    test("every log of the folder is in the table", async () => {
      const logs = (await readdir(folder)).filter((name) => /\.(csv|json)$/.test(name));
      expect(logs.sort()).toEqual(histories.map(([file]) => file));
    });

    test("a log that several trainings were appended to says where each begins", async () => {
      const { facts } = await openRecord(join(folder, "13-brain_tumor_image_classification_using_c.csv"));
      expect(facts.restarts).toEqual([6, 10, 20]);
      expect(facts.notes).toEqual([expect.stringContaining("begins anew at row")]);
    });

    test("precision and recall are read too", async () => {
      const record = await openRecord(join(folder, "07-meenasetu.csv"));
      expect(lastFinite(series(record, "recall", { part: "validation" }))).toBeCloseTo(0.7793696522712708, 12);
      expect(record.facts.notes).toBeUndefined();
    });
  },
);

async function opened(name: string, text: string): Promise<RunRecord> {
  const place = temporaryFolder();
  writeFiles(place, { [name]: text });
  return openRecord(join(place, name));
}

const values = (record: RunRecord, quantity: "loss" | "accuracy", part: "train" | "validation" = "train"): number[] =>
  series(record, quantity, { part }).map(({ value }) => value);

test("accuracies in percent, decimal commas, semicolons and odd names are understood", async () => {
  const record = await opened(
    "log.csv",
    "Epoch;Train Loss;Train Acc;valid loss;Valid-Acc\r\n1;1,5;40,25 %;1,6;39\r\n2;1,25;0,5;nan;1\r\n",
  );
  expect(values(record, "loss")).toEqual([1.5, 1.25]);
  expect(values(record, "accuracy")).toEqual([0.4025, 0.005]);
  expect(values(record, "loss", "validation")).toEqual([1.6, Number.NaN]);
  expect(values(record, "accuracy", "validation")).toEqual([0.39, 0.01]);
  expect(record.facts.notes).toEqual(["accuracies were taken for percentages"]);
});

test("an accuracy of exactly 1, or a rounding above it, is a fraction", async () => {
  expect(values(await opened("log.csv", "loss,accuracy\n0.1,1\n0.1,1.0000001\n"), "accuracy")).toEqual([1, 1.0000001]);
});

test("Ultralytics' results.csv is read, with its padded names", async () => {
  const text =
    "   epoch,   train/loss, metrics/accuracy_top1, metrics/accuracy_top5,  val/loss, lr/pg0\n 1, 2.1, 0.5, 0.9, 2.2, 0.01\n";
  const record = await opened("results.csv", text);
  expect(values(record, "loss")).toEqual([2.1]);
  expect(values(record, "accuracy", "validation")).toEqual([0.5]);
  expect(series(record, "learning-rate")).toEqual([{ epoch: 1, value: 0.01 }]);
  expect(record.facts.notes).toEqual(["columns that were not read: metrics/accuracy_top5"]);
});

test("empty cells are no numbers; a last row that is cut off is left out", async () => {
  const record = await opened("log.csv", "epoch,loss,val_loss\n0,1e-04,\n1,None,0.5\n2,0.");
  expect(series(record, "loss")).toEqual([{ epoch: 1, value: 1e-4 }]);
  expect(series(record, "loss", { part: "validation" })).toEqual([{ epoch: 2, value: 0.5 }]);
});

test("Python's JSON with NaN, pandas' columns by index, and columns of unequal length are read", async () => {
  const record = await opened(
    "history.json",
    '{"NaN": 3, "loss": {"0": 1.5, "10": 0.5, "2": NaN}, "val_loss": [-Infinity], "params": {"batch": 32}}',
  );
  expect(series(record, "loss")).toEqual([
    { epoch: 1, value: 1.5 },
    { epoch: 2, value: Number.NaN },
    { epoch: 3, value: 0.5 },
  ]);
  expect(values(record, "loss", "validation")).toEqual([-Infinity]);
});

async function failure(name: string, text: string): Promise<string> {
  const error: unknown = await opened(name, text).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(WrasseError);
  return (error as Error).message.replaceAll(/\S*wrasse-test-[^/]*\//g, "");
}

test("what cannot be read is refused with file, line and what to do", async () => {
  expect([
    await failure("a.csv", "los,akk\n1,2\n"),
    await failure("a.csv", "epoch,loss\n"),
    await failure("a.csv", "epoch,loss\n0,1\n1,2,3\n2,1\n"),
    await failure("a.csv", "epoch,loss\nzero,1\n"),
    await failure("a.csv", "loss,train_loss\n1,1\n"),
    await failure("a.json", "[1, 2]"),
    await failure("a.json", '{"loss": [1, 2'),
    await failure("a.log", "loss"),
  ]).toMatchInlineSnapshot(`
    [
      "log-without-figures at a.csv
      expected a row for each epoch, with columns such as loss, accuracy, val_loss, val_accuracy, got los, akk
      try: name the column los loss",
      "log-without-figures at a.csv
      expected a row for each epoch, with columns such as loss, accuracy, val_loss, val_accuracy, got no row
      try: give the log that Keras' CSVLogger writes, or History.history as JSON",
      "log-not-readable at a.csv:3
      expected 2 cells, as the first line has, got 3
      try: mend that line",
      "log-not-readable at a.csv:2
      expected a number in epoch, got zero
      try: mend that line",
      "log-column-twice at a.csv
      expected one column for loss of the train photos, got loss and train_loss
      try: remove one of them from the log",
      "log-not-readable at a.json
      expected JSON such as { "loss": [0.9, 0.5], "val_loss": [1.0, 0.8] }, got another form
      try: write history.history with json.dump",
      "log-not-readable at a.json
      expected JSON such as { "loss": [0.9, 0.5], "val_loss": [1.0, 0.8] }, got Expected ',' or ']' after array element in JSON at position 14
      try: write history.history with json.dump",
      "log-kind-unknown at a.log
      expected .jsonl, .csv, .tsv, .txt or .json, got .log
      try: rename the file after what it holds",
    ]
  `);
});

test("a folder without a record, and nothing at all, are told apart", async () => {
  const place = temporaryFolder();
  await expect(openRecord(place)).rejects.toMatchObject({ code: "run-without-record" });
  await expect(openRecord(join(place, "none"))).rejects.toMatchObject({ code: "record-not-found" });
});

test("an older run without a record gives its results.csv, with the config", async () => {
  const place = temporaryFolder();
  writeFiles(place, {
    "results.csv":
      "epoch,accuracy,loss,learning_rate,val_accuracy,val_loss\n0,0.5,1.2,0.001,,\n1,0.75,0.9,0.001,0.5,1\n",
    "config.yaml": "epochs: 2\n",
  });
  const record = await openRecord(place);
  expect(record.source.kind).toBe("results");
  expect(record.facts.config).toEqual({ epochs: 2 });
  expect(values(record, "accuracy")).toEqual([0.5, 0.75]);
  expect(series(record, "loss", { part: "validation" })).toEqual([{ epoch: 2, value: 1 }]);
});

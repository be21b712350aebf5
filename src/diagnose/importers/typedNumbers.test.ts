import { expect, test } from "vitest";
import { series } from "../../train/record/record.ts";
import { recordOfNumbers } from "./typedNumbers.ts";

test("typed numbers are a record, from the epoch that they begin at, with gaps where they are not known", () => {
  const record = recordOfNumbers({
    train: { accuracy: [0.9, null, 0.98], learningRate: [0.1] },
    validation: { accuracy: [0.62] },
    validationRecall: { perch: 0.4 },
    firstEpoch: 10,
  });
  expect(record.source).toEqual({ kind: "numbers" });
  expect(series(record, "accuracy")).toEqual([
    { epoch: 10, value: 0.9 },
    { epoch: 12, value: 0.98 },
  ]);
  expect(series(record, "accuracy", { part: "validation" })).toEqual([{ epoch: 10, value: 0.62 }]);
  expect(series(record, "learning-rate")).toEqual([{ epoch: 10, value: 0.1 }]);
  expect(series(record, "final-class-recall", { part: "validation", subject: "perch" })).toEqual([
    { epoch: 10, value: 0.4 },
  ]);
});

test("a percentage is refused, saying the fraction that is meant; nothing at all is refused too", () => {
  expect(() => recordOfNumbers({ train: { accuracy: [98] } })).toThrow(/0 to 1, got 98\n {2}try: write 98 % as 0\.98/);
  expect(() => recordOfNumbers({ validation: { accuracy: [-0.1] } })).toThrow(/number-out-of-range/);
  expect(() => recordOfNumbers({ train: { loss: [null] } })).toThrow(/numbers-missing/);
});

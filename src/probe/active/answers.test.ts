import { expect, test } from "vitest";
import { probed, subjectOf, trainedSubject } from "../../../test/support/probed.ts";
import { tinyDataset } from "../../../test/support/tinyDataset.ts";
import { tensorOf } from "../../graph/tensor.ts";
import { answers } from "./answers.ts";

const dataset = tinyDataset(72, 120);
const model = ["global-average-pool2d", { dense: "classes" }];

/** Answers the brightest channel's class, each renamed by the columns of the matrix. */
async function naming(columns: readonly number[]) {
  const subject = await trainedSubject({ model, optimizer: { name: "sgd", learningRate: 0 } }, 1, { dataset });
  const weight = columns.flatMap((_, answer) => columns.map((column) => (column === answer ? 1 : 0)));
  const matrix = Array.from({ length: 9 }, (_, i) => weight[i]!);
  const kept = new Map([
    ["1.dense.weight", tensorOf("float32", [3, 3], matrix)],
    ["1.dense.bias", tensorOf("float32", [3], [0, 0, 0])],
  ]);
  return probed(answers, { ...subject, kept });
}

test("a net that is always right has an accuracy and recalls of 1, and nothing to gain by other names", async () => {
  const found = await naming([0, 1, 2]);
  expect(found("probed-accuracy")).toEqual([1, 1]);
  expect(found("class-recall", { part: "validation" })).toEqual([1, 1, 1]);
  expect(found("relabelled-gain")).toEqual([0]);
  expect(found("likeliest-answer-share")[0]).toBeCloseTo(1 / 3, 9);
  expect(found("majority-share")[0]).toBeCloseTo(1 / 3, 9);
});

test("a net that is right by names that are shifted gains everything when they are set right", async () => {
  const found = await naming([1, 2, 0]);
  expect(found("probed-accuracy")).toEqual([0, 0]);
  expect(found("relabelled-gain")).toEqual([1]);
});

test("a net that says one class always has that share of answers, and recalls of 1 and 0", async () => {
  const subject = await trainedSubject({ model, optimizer: { name: "sgd", learningRate: 0 } }, 1, { dataset });
  const kept = new Map([
    ["1.dense.weight", tensorOf("float32", [3, 3], new Array<number>(9).fill(0))],
    ["1.dense.bias", tensorOf("float32", [3], [0, 5, 0])],
  ]);
  const found = await probed(answers, { ...subject, kept });
  expect(found("likeliest-answer-share")).toEqual([1]);
  expect(found("class-recall", { part: "train" })).toEqual([0, 1, 0]);
  expect(found("probed-accuracy", { part: "train" })[0]).toBeCloseTo(1 / 3, 9);
});

test("without kept weights there is nothing to ask", () => {
  expect(answers.canMeasure(subjectOf({ model }))).toBe(false);
});

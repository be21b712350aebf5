import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { configDiff } from "./configDiff.ts";
import { wordsOf } from "./lang/index.ts";

const rowsOf = (changes: Parameters<typeof configDiff>[2]): string[][] => {
  const { document } = parseHTML(configDiff(wordsOf("en"), "diff", changes, ["before", "after"]).text);
  return [...document.querySelectorAll("tbody tr")].map((row) =>
    [...row.children].map(({ textContent }) => textContent!),
  );
};

test("what is changed alike in several layers is one row, with their numbers", () => {
  const change = (place: number, after: number) => ({ path: `model.${place}.conv2d.bias`, before: undefined, after });
  expect(rowsOf([change(0, -1.5), change(2, -1.5), change(4, -1)])).toEqual([
    ["model.*.conv2d.bias (0, 2)", "(not set)", "-1.5"],
    ["model.4.conv2d.bias", "(not set)", "-1"],
  ]);
});

test("an option without a number in its path stands as it is", () => {
  expect(rowsOf([{ path: "optimizer.learningRate", before: 0.1, after: 0.01 }])).toEqual([
    ["optimizer.learningRate", "0.1", "0.01"],
  ]);
});

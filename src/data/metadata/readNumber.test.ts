import { expect, test } from "vitest";
import { decimalMarkOf, readNumber } from "./readNumber.ts";

test.each([
  ["12", 12],
  ["12.5", 12.5],
  ["-0.5", -0.5],
  ["+3", 3],
  [".5", 0.5],
  ["7.", 7],
  ["1e3", 1000],
  ["2.5E-1", 0.25],
])("%s is a number", (text, value) => {
  expect(readNumber(text, "point")).toBe(value);
  expect(readNumber(text, "comma")).toBe(value);
});

test.each(["", ".", "12 cm", "1,234", "0x10", "Infinity", "1e999", "12-14", "--5", "1.2.3", "1 000", "NaN"])(
  "%j is none where decimals are written with a point",
  (text) => {
    expect(readNumber(text, "point")).toBeUndefined();
  },
);

test("a decimal comma is read where the column has one, and a thousands separator is not", () => {
  expect(readNumber("12,5", "comma")).toBe(12.5);
  expect(readNumber(",5", "comma")).toBe(0.5);
  expect(readNumber("1,234,567", "comma")).toBeUndefined();
  expect(readNumber("1.234,5", "comma")).toBeUndefined();
});

test.each([
  [["12,5", "7"], "comma"],
  [["1,234", "0,5"], "comma"],
  // 1234 or 1.234: not to be guessed.
  [["1,234", "950"], "point"],
  [["1,234.5", "950.25"], "point"],
  [["12,5", "7.5"], "point"],
  [["12", "7"], "point"],
  [[], "point"],
] as const)("the decimals of %j are written with a %s", (values, mark) => {
  expect(decimalMarkOf(values)).toBe(mark);
});

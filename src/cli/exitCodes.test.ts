import { expect, test } from "vitest";
import { WrasseError } from "../base/errors.ts";
import { exitCodeOf } from "./exitCodes.ts";

test.each([
  ["loss-not-finite", undefined, 1],
  ["disk-full", "no space left on the disk", 1],
  ["cannot-write", "ENOSPC", 1],
  ["cannot-write", "EACCES", 2],
  ["layer-unknown", "conv2", 2],
])("%s (%s) ends with %i", (code, got, status) => {
  expect(exitCodeOf(new WrasseError(code, { got }))).toBe(status);
});

test("a fault of our own is failed work", () => {
  expect(exitCodeOf(new TypeError("x is undefined"))).toBe(1);
});

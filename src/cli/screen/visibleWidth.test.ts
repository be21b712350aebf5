import { expect, test } from "vitest";
import { padded, truncated, visibleWidth } from "./visibleWidth.ts";

const coloured = "\x1b[1mbold\x1b[22m and \x1b[36mcyan\x1b[39m";

test("colours take no columns", () => {
  expect(visibleWidth(coloured)).toBe("bold and cyan".length);
  expect(visibleWidth("━━ä")).toBe(3);
});

test.each([0, 3, 6, 11, 13, 20])("a line cut to %i columns has at most so many, and ends its colours", (columns) => {
  const line = truncated(coloured, columns);
  expect(visibleWidth(line)).toBe(Math.min(columns, 13));
  expect(line.endsWith("\x1b[39m")).toBe(true);
});

test("padding counts only what is seen", () => {
  expect(visibleWidth(padded(coloured, 30))).toBe(30);
});

import { expect, test } from "vitest";
import { counted, duration, figure, percent } from "./numbers.ts";

test.each([
  [0.4, "0 s"],
  [59.6, "1 min 00 s"],
  [61, "1 min 01 s"],
  [3599.6, "1 h 00 min"],
  [7320, "2 h 02 min"],
])("%d seconds are %s", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test("a figure that is not known is a dash, and not 0", () => {
  expect([percent(null), figure(undefined), percent(0), figure(0)]).toEqual(["-", "-", "0.0 %", "0.000"]);
});

test("one is not many", () => {
  expect([counted(1, "class", "classes"), counted(1021, "photo")]).toEqual(["1 class", "1,021 photos"]);
});

test("a figure that rounds to 0 from below has no sign", () => {
  expect(figure(-1e-9, 2)).toBe("0.00");
  expect(figure(-0.5, 2)).toBe("-0.50");
});

import { expect, test } from "vitest";
import { shade } from "./shade.ts";

test("the text on each shade has a contrast of 4.5 or more", () => {
  const luminance = (colour: string): number => {
    const numbers = colour.startsWith("#")
      ? [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
      : colour.match(/\d+/g)!.map(Number);
    const [red, green, blue] = numbers.map((channel) => {
      const value = channel / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  for (let share = 0; share <= 1; share += 0.01) {
    const { fill, text } = shade(share);
    const [low, high] = [luminance(fill), luminance(text)].sort((a, b) => a - b);
    expect((high! + 0.05) / (low! + 0.05)).toBeGreaterThan(4.5);
  }
});

test("what is outside 0..1 has the colour of the end", () => {
  expect(shade(-1)).toEqual(shade(0));
  expect(shade(2)).toEqual(shade(1));
});

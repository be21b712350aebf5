import { expect, test } from "vitest";
import { wordsOf } from "../lang/index.ts";
import { type Line, wideLines } from "./lines.ts";

const drawn = (lines: readonly Line[], isLog: boolean): string =>
  wideLines(wordsOf("en"), {
    description: "made up",
    lines,
    x: { label: "step" },
    y: { label: "", isLog },
  }).text;

const line = (...ys: readonly number[]): Line => ({ colour: "red", points: ys.map((y, x) => ({ x, y })) });

test("0 is drawn and named on a logarithmic scale, below all others", () => {
  const svg = drawn([line(0, 0.3, 0.02)], true);
  expect(svg).toContain(">0</text>");
  const [path] = svg.match(/<path stroke="red"[^>]*|<g[^>]*stroke="red"[^>]*>.*?<\/g>/)!;
  const heights = [...path.matchAll(/[\d.]+,([\d.]+)/g)].map(([, y]) => Number(y));
  expect(heights[0]).toBe(Math.max(...heights)); // SVG counts downwards
  expect(heights).toHaveLength(3);
});

test("what is no number leaves a gap", () => {
  expect(drawn([line(1, 2, Number.NaN, 2, 1)], false)).not.toContain("NaN");
});

test("ticks that lie close together are told apart", () => {
  const svg = drawn([line(1.0991, 1.0999)], false);
  const ticks = [...svg.matchAll(/>(1\.\d+)<\/text>/g)].map(([, tick]) => tick);
  expect(new Set(ticks.slice(0, ticks.length / 2)).size).toBe(ticks.length / 2); // drawn twice: wide and narrow
  expect(ticks.length).toBeGreaterThan(4);
});

test("lines without a single point, and one that is flat, are drawn", () => {
  expect(drawn([line()], true)).toContain("<svg");
  expect(drawn([line(3, 3, 3)], false)).not.toContain("NaN");
});

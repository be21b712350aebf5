import { createColors } from "picocolors";
import { expect, test } from "vitest";
import { drawLines, type LineChart } from "./lineChart.ts";
import { visibleWidth } from "./visibleWidth.ts";

const plain = createColors(false);

function chart(more: Partial<LineChart>): LineChart {
  return {
    lines: [],
    places: 10,
    bottom: 0,
    top: 4,
    label: (value) => value.toFixed(0).padStart(2),
    marks: [],
    ...more,
  };
}

test("the first line lies above the others, which are dotted without colours", () => {
  const lines = [
    { values: [4, 3, 2, 1, 0], ink: 0 },
    { values: [0, 1, 2, 3, 4], ink: 1, isDotted: true },
  ];
  const drawn = drawLines(
    chart({
      lines,
      places: 5,
      marks: [
        [
          { at: 0, text: "a" },
          { at: 1, text: "b" },
        ],
      ],
    }),
    9,
    4,
    plain,
  );
  expect(`\n${drawn.join("\n")}`).toMatchInlineSnapshot(`
    "
     4 ┼╮  · 
     3 ┤╰╮·· 
     2 ┤ ╰╮  
     1 ┤··╰╮ 
     0 ┤·  ╰ 
       a    b"
  `);
});

test("values outside the chart are drawn on its edge, and a line stops where its values do", () => {
  const drawn = drawLines(chart({ lines: [{ values: [9, -9], ink: 0 }], places: 4 }), 24, 4, plain);
  expect(drawn).toHaveLength(5);
  expect(Math.max(...drawn.map((line) => line.trimEnd().length))).toBeLessThan(14);
});

test.each([1, 2, 10, 1000])("%i values stay within the width, with colours too", (count) => {
  const values = Array.from({ length: count }, (_, i) => 4 * Math.sin(i) ** 2);
  const lines = [0, 1, 2].map((ink) => ({ values, ink, isDotted: ink > 0 }));
  for (const colours of [plain, createColors(true)]) {
    const drawn = drawLines(chart({ lines, places: count, marks: [[{ at: 1, text: "1000" }]] }), 40, 8, colours);
    for (const line of drawn) expect(visibleWidth(line)).toBeLessThanOrEqual(40);
  }
});

test("a mark that would touch the one before it is left out", () => {
  const marks = [[0, 0.02, 0.5, 1].map((at) => ({ at, text: "mark" }))];
  const drawn = drawLines(chart({ lines: [{ values: [1, 2], ink: 0 }], places: 2, marks }), 44, 4, plain);
  expect(drawn.at(-1)!.match(/mark/g)).toHaveLength(3);
});

test("a chart without values is its axis", () => {
  const drawn = drawLines(chart({ lines: [{ values: [], ink: 0 }] }), 24, 4, plain);
  expect(drawn.map((line) => line.trimEnd())).toEqual([" 4 ┤", " 3 ┤", " 2 ┤", " 1 ┤", " 0 ┤"]);
});

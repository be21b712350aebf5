import { createColors } from "picocolors";
import { describe, expect, test } from "vitest";
import { type Curves, drawCurves } from "./curves.ts";
import { visibleWidth } from "./visibleWidth.ts";

const plain = createColors(false);
const label = (value: number): string => value.toFixed(2).padStart(6);

function curves(more: Partial<Curves>): Curves {
  return { train: [], validation: [], epochs: 10, top: 1, label, ...more };
}

describe("curves in a terminal", () => {
  test("train is a line, validation is dotted, the axis has round labels and the epochs", () => {
    const train = [0.9, 0.6, 0.4, 0.3, 0.2];
    const validation = [0.95, 0.8, 0.7, 0.7, 0.7];
    expect(`\n${drawCurves(curves({ train, validation }), 30, 8, plain).join("\n")}`).toMatchInlineSnapshot(`
      "
        1.00 ┼·         
             ┼╮··       
        0.75 ┤╰╮······· 
             ┤ ╰╮       
        0.50 ┤  ╰─╮     
             ┤    ╰─╮   
        0.25 ┤      ╰── 
             ┤          
        0.00 ┤          
             1                   10"
    `);
  });

  test.each([0, 1, 2, 10, 500])("%i epochs of 500 stay within the width", (reached) => {
    const train = Array.from({ length: reached }, (_, i) => 1 / (i + 1));
    for (const colours of [plain, createColors(true)]) {
      const lines = drawCurves(curves({ train, epochs: 500 }), 40, 8, colours);
      expect(lines).toHaveLength(10);
      for (const line of lines) expect(visibleWidth(line)).toBeLessThanOrEqual(40);
    }
  });

  test("the last epoch is at the right end", () => {
    const lines = drawCurves(curves({ train: new Array(10).fill(0.5) }), 40, 8, plain);
    const middle = lines[4]!;
    expect(middle.trimEnd().length).toBe(lines[9]!.trimEnd().length);
  });
});

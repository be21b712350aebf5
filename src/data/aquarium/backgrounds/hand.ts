import { darker, lighter, mix } from "../colour.ts";
import type { Point } from "../sketch.ts";
import { type Background, waterOf } from "./setting.ts";

const skins = ["#f0c8a4", "#d9a47a", "#b57d54", "#8a5a3a", "#5e3d28"] as const;

/** A hand holds the fish up, before the sea or the deck of a boat. */
export const hand: Background = {
  isUnderWater: false,
  isFlat: false,
  paint({ sketch, facts, rng, tone, box: [left, top, right, bottom] }) {
    const { size } = sketch;
    const water = waterOf(facts.waterColour);
    const skin = skinOf(tone);
    const horizon = rng.uniform(0.1, 0.45);
    sketch.fill({
      fill: sketch.gradient(
        [0, 0],
        [0, size],
        [
          [0, "#dfe9ee"],
          [horizon, lighter(water.light, 0.3)],
          [Math.min(0.99, horizon + 0.04), water.middle],
          [1, mix(water.deep, "#6a6258", rng.uniform(0, 0.6))],
        ],
      ),
    });
    const width = right - left;
    const centre = left + width * rng.uniform(0.42, 0.58);
    const thick = width * 0.105;
    const under = bottom - (bottom - top) * 0.2;
    const wrist: Point[] = [
      [centre, under + thick],
      [centre + width * rng.uniform(-0.15, 0.15), size + thick * 3],
    ];
    sketch.line(wrist, { stroke: darker(skin, 0.2), width: thick * 4.1 });
    sketch.line(wrist, { stroke: skin, width: thick * 3.7 });
    for (let finger = 0; finger < 4; finger += 1) {
      const x = centre + (finger - 1.5) * thick * 1.08;
      const reach = top + (bottom - top) * rng.uniform(0.05, 0.2) - thick * 0.4;
      const line: Point[] = [
        [x, under + thick * 1.6],
        [x + thick * rng.uniform(-0.2, 0.2), reach],
      ];
      sketch.line(line, { stroke: darker(skin, 0.35), width: thick });
      sketch.line(line, { stroke: lighter(skin, 0.06), width: thick * 0.86 });
    }
  },
  hide({ sketch, rng, tone, box: [boxLeft, top, boxRight, bottom] }, left, right) {
    const skin = skinOf(tone);
    const width = right - left;
    // The thumb comes up out of the palm, over the belly.
    const middle = (boxLeft + boxRight) / 2 + (boxRight - boxLeft) * rng.uniform(-0.12, 0.12);
    const line: Point[] = [
      [middle, bottom + width],
      [middle + width * rng.uniform(-0.4, 0.4), top + (bottom - top) * 0.42],
    ];
    sketch.line(line, { stroke: darker(skin, 0.4), width });
    sketch.line(line, { stroke: skin, width: width * 0.86 });
    const [x, y] = line[1]!;
    sketch.ellipse([x, y - width * 0.08], width * 0.24, width * 0.28, { fill: lighter(skin, 0.4), opacity: 0.8 });
  },
};

function skinOf(tone: number): string {
  return skins[Math.floor(tone * skins.length)]!;
}

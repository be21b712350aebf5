import type { Draws } from "../../../base/random.ts";
import { darker, lighter, mix } from "../colour.ts";
import type { Point, Sketch } from "../sketch.ts";
import { type Background, blade, branches, lump, waterOf } from "./setting.ts";

const corals = ["#c2607c", "#d08a4a", "#8a6ab4", "#c8a85a", "#6f9a6a", "#b05a4a", "#7a8fb0", "#a0785a"] as const;

/** A coral reef: water above, far rocks in the haze, near corals of several kinds. */
export const reef: Background = {
  isUnderWater: true,
  isFlat: false,
  paint({ sketch, facts, rng }) {
    const { size } = sketch;
    const water = waterOf(facts.waterColour);
    sketch.fill({
      fill: sketch.gradient(
        [0, 0],
        [0, size],
        [
          [0, water.light],
          [0.45, water.middle],
          [1, water.deep],
        ],
      ),
    });
    const crest = rng.uniform(0.35, 0.8) * size;
    for (let i = 0; i < 4; i += 1) {
      const centre: Point = [(i + rng.uniform(0, 1)) * (size / 3.4), crest + size * 0.18];
      const far = mix(water.middle, darker(rng.pick(corals), 0.5), 0.4);
      sketch.polygon(lump(rng, centre, size * rng.uniform(0.2, 0.34), size * rng.uniform(0.14, 0.3)), { fill: far });
    }
    sketch.polygon(
      [
        [0, size],
        [0, crest + size * 0.2],
        [size, crest + size * rng.uniform(0.1, 0.25)],
        [size, size],
      ],
      {
        fill: mix(darker("#7a6a58", 0.4), water.deep, 0.35),
      },
    );
    const near = 5 + rng.below(3);
    for (let i = 0; i < near; i += 1) {
      const foot: Point = [size * rng.uniform(-0.05, 1.05), crest + size * rng.uniform(0.15, 0.6)];
      paintCoral(sketch, rng, foot, size * rng.uniform(0.12, 0.26), mix(rng.pick(corals), water.middle, 0.25));
    }
  },
  hide({ sketch, facts, rng, box }, left, right) {
    const water = waterOf(facts.waterColour);
    const [, top] = box;
    // Two sea whips side by side, rooted below the frame.
    for (const place of [0.3, 0.7]) {
      const colour = mix(rng.pick(corals), water.deep, 0.3);
      const foot: Point = [left + (right - left) * place, sketch.size * 1.02];
      const height = (sketch.size - top) * rng.uniform(1, 1.35);
      sketch.polygon(blade(rng, foot, height, (right - left) * 0.62), {
        fill: colour,
        stroke: darker(colour, 0.35),
        width: sketch.size * 0.004,
      });
    }
  },
};

function paintCoral(sketch: Sketch, rng: Draws, foot: Point, height: number, colour: string): void {
  const kind = rng.below(3);
  if (kind === 0) {
    const lines = branches(rng, foot, height * 1.5);
    sketch.lines(lines, { stroke: darker(colour, 0.35), width: Math.max(1, height * 0.17) });
    sketch.lines(lines, { stroke: colour, width: Math.max(0.7, height * 0.1) });
    return;
  }
  const boulder = lump(rng, foot, height, height * 0.8);
  const fill = sketch.gradient(
    [foot[0], foot[1] - height],
    [foot[0], foot[1] + height],
    [
      [0, lighter(colour, 0.25)],
      [0.5, colour],
      [1, darker(colour, 0.6)],
    ],
  );
  sketch.polygon(boulder, { fill });
  if (sketch.size < 48) return;
  if (kind === 1) {
    const dots = Array.from({ length: 9 }, (): Point[] =>
      lump(
        rng,
        [foot[0] + height * rng.uniform(-0.7, 0.7), foot[1] + height * rng.uniform(-0.6, 0.4)],
        height * 0.08,
        height * 0.07,
        5,
      ),
    );
    sketch.polygons(dots, { fill: darker(colour, 0.45), opacity: 0.7 });
    return;
  }
  const grooves = Array.from({ length: 5 }, (_, i): Point[] =>
    Array.from(
      { length: 7 },
      (_, k): Point => [
        foot[0] + height * (-0.75 + k * 0.25),
        foot[1] + height * (-0.5 + i * 0.25 + 0.12 * Math.sin(k * 2 + i)),
      ],
    ),
  );
  sketch.lines(grooves, { stroke: darker(colour, 0.4), width: Math.max(0.5, height * 0.05), opacity: 0.6 });
}

import { darker, mix } from "../colour.ts";
import type { Point } from "../sketch.ts";
import { type Background, blade, shard, waterOf } from "./setting.ts";

/** A sandy bottom with ripples and pebbles under open water. */
export const sand: Background = {
  isUnderWater: true,
  isFlat: false,
  paint({ sketch, facts, rng }) {
    const { size } = sketch;
    const water = waterOf(facts.waterColour);
    const horizon = size * rng.uniform(0.1, 0.5);
    const colour = mix(rng.pick(["#e6d8b4", "#d8cdb8", "#c9b68c"]), water.middle, 0.22);
    sketch.fill({
      fill: sketch.gradient(
        [0, 0],
        [0, size],
        [
          [0, water.middle],
          [Math.max(0.02, horizon / size - 0.06), water.light],
          [Math.min(0.98, horizon / size + 0.1), mix(colour, water.light, 0.45)],
          [1, colour],
        ],
      ),
    });
    const ripples: Point[][] = [];
    const slope = rng.uniform(-0.08, 0.08);
    for (let row = 0; row < 7; row += 1) {
      const share = row / 7;
      const y = horizon + size * 0.06 + (size - horizon) * share ** 1.4;
      const phase = rng.uniform(0, 6);
      ripples.push(
        Array.from(
          { length: 11 },
          (_, i): Point => [
            (size * i) / 10,
            y + size * (slope * (i / 10 - 0.5) + 0.012 * (1 + share) * Math.sin(i * 1.3 + phase)),
          ],
        ),
      );
    }
    sketch.lines(ripples, { stroke: darker(colour, 0.35), width: Math.max(0.7, size * 0.014), opacity: 0.35 });
    const pebbles = Array.from({ length: 5 + rng.below(5) }, (): Point[] => {
      const y = rng.uniform(horizon + size * 0.12, size);
      const radius = size * rng.uniform(0.008, 0.03);
      return shard(rng, [size * rng.uniform(0, 1), y], radius * 1.4, radius, 7);
    });
    sketch.polygons(pebbles, { fill: mix(darker(colour, 0.55), water.deep, 0.3), opacity: 0.8 });
  },
  hide({ sketch, facts, rng, box }, left, right) {
    const water = waterOf(facts.waterColour);
    const [, top, , bottom] = box;
    const foot = Math.min(sketch.size, bottom + sketch.size * 0.08);
    const count = 3;
    const width = ((right - left) / count) * 1.25;
    for (let i = 0; i < count; i += 1) {
      const x = left + ((i + 0.5) * (right - left)) / count;
      const green = mix(rng.pick(["#5f8f3e", "#4c7a38", "#7a9a48"]), water.deep, 0.25);
      sketch.polygon(blade(rng, [x, foot], (foot - top) * rng.uniform(1, 1.3), width), { fill: green });
    }
  },
};

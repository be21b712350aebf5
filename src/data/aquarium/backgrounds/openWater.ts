import { lighter, mix } from "../colour.ts";
import type { Point } from "../sketch.ts";
import { type Background, blade, waterOf } from "./setting.ts";

/** Open water: light from above, its rays, and a far shoal. */
export const openWater: Background = {
  isUnderWater: true,
  isFlat: false,
  paint({ sketch, facts, rng }) {
    const { size } = sketch;
    const water = waterOf(facts.waterColour);
    const tilt = rng.uniform(-0.4, 0.4) * size;
    sketch.fill({
      fill: sketch.gradient(
        [size / 2 - tilt, 0],
        [size / 2 + tilt, size],
        [
          [0, lighter(water.light, rng.uniform(0, 0.35))],
          [0.4, water.middle],
          [1, water.deep],
        ],
      ),
    });
    const source = size * rng.uniform(-0.2, 1.2);
    const rays = Array.from({ length: 4 }, (): Point[] => {
      const foot = size * rng.uniform(-0.3, 1.3);
      const width = size * rng.uniform(0.05, 0.16);
      return [
        [source, -size * 0.2],
        [foot + width, size],
        [foot, size],
      ];
    });
    sketch.polygons(rays, { fill: "#ffffff", opacity: rng.uniform(0.03, 0.1) });
    const shoal: Point = [size * rng.uniform(0, 1), size * rng.uniform(0, 1)];
    const length = size * rng.uniform(0.025, 0.06);
    const far = Array.from({ length: rng.below(9) }, (): Point[] => {
      const x = shoal[0] + size * rng.uniform(-0.3, 0.3);
      const y = shoal[1] + size * rng.uniform(-0.2, 0.2);
      return [
        [x, y],
        [x + length * 0.5, y - length * 0.22],
        [x + length, y],
        [x + length * 1.4, y - length * 0.25],
        [x + length * 1.4, y + length * 0.25],
        [x + length, y],
        [x + length * 0.5, y + length * 0.22],
      ];
    });
    sketch.polygons(far, { fill: mix(water.deep, water.middle, 0.4), opacity: 0.55 });
  },
  hide({ sketch, facts, rng, box }, left, right) {
    const water = waterOf(facts.waterColour);
    const [, top] = box;
    const kelp = mix(rng.pick(["#5a5a1e", "#6a6426", "#4a5a2a"]), water.deep, 0.35);
    const height = (sketch.size * 1.05 - top) * rng.uniform(1, 1.2);
    sketch.polygon(blade(rng, [(left + right) / 2, sketch.size * 1.02], height, (right - left) * 1.1), { fill: kelp });
  },
};

import { along, darker, lighter } from "../colour.ts";
import { type Background, shard } from "./setting.ts";

/** Crushed ice on a tray at the market; the tray's colour follows the scene's water colour. */
export const marketSlab: Background = {
  isUnderWater: false,
  isFlat: true,
  paint({ sketch, facts, rng }) {
    const { size } = sketch;
    const tray = along(["#9aa6ad", "#3d78b4", "#3f8a5c"], facts.waterColour);
    sketch.fill({
      fill: sketch.gradient(
        [0, 0],
        [size * rng.uniform(0.2, 1), size],
        [
          [0, lighter(tray, 0.25)],
          [1, darker(tray, 0.25)],
        ],
      ),
    });
    const columns = 6;
    const cell = size / columns;
    // Every cell has a piece of ice or shows the tray, so that pieces lie close without a heap of elements.
    for (const shade of ["#c4d4de", "#dde8ee", "#f2f7fa"]) {
      const pieces = [];
      for (let i = 0; i < columns * columns; i += 1) {
        const x = ((i % columns) + rng.uniform(0, 1)) * cell;
        const y = (Math.floor(i / columns) + rng.uniform(0, 1)) * cell;
        const isThere = rng.chance(0.62);
        const piece = shard(rng, [x, y], cell * rng.uniform(0.3, 0.62), cell * rng.uniform(0.25, 0.5), 6);
        if (isThere) pieces.push(piece);
      }
      sketch.polygons(pieces, { fill: shade, opacity: 0.8, stroke: "#9fb4c2", width: Math.max(0.3, size * 0.004) });
    }
  },
  hide({ sketch, rng, box }, left, right) {
    const [, top, , bottom] = box;
    const rows = 4;
    const height = (bottom - top) / rows;
    for (let row = 0; row < rows; row += 1) {
      const centre = [
        (left + right) / 2 + (right - left) * rng.uniform(-0.4, 0.4),
        top + (row + 0.5) * height,
      ] as const;
      const ice = shard(rng, centre, (right - left) * 0.56, height * 0.62, 7);
      sketch.polygon(ice, { fill: rng.pick(["#dfeaf0", "#eef5f8", "#cfdee6"]), stroke: "#a4b8c4", width: 0.5 });
    }
  },
};

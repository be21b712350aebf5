import { z } from "zod";
import { defineMask } from "./augmentation.ts";
import type { Paint } from "./masks.ts";

const cell = z.number().gt(0).max(2);

/**
 * Covers a grid of squares. The grid's cell is drawn from `cell`, as a share of the picture's side; in each cell a square
 * is covered whose side is `1 - keep` of the cell; the grid's place and turn are drawn too.
 *
 * The paper's figures for ImageNet are cells of 96 to 224 of 224 pixels and a keep of 0.6; it raises the chance over the
 * epochs up to 0.8, where this one stays at `probability`.
 *
 * Source  Chen et al. 2020, "GridMask data augmentation"
 */
export const gridMask = defineMask({
  id: "grid-mask",
  summary: "Covers a grid of squares, some of every part of the picture.",
  schema: z.union([
    z
      .number()
      .min(0)
      .max(1)
      .describe("chance that a photo is changed, 0..1")
      .transform((value) => ({
        probability: value,
        cell: { from: 0.43, to: 1 },
        keep: 0.6,
        turn: true,
        paint: "mean" as Paint,
      })),
    z.strictObject({
      probability: z.number().min(0).max(1).default(0.5).describe("chance that it changes a photo, 0..1; default 0.5"),
      cell: z
        .strictObject({ from: cell, to: cell })
        .refine(({ from, to }) => from <= to, { message: "from is at most to", path: ["from"] })
        .default({ from: 0.43, to: 1 })
        .describe("range of a cell's side as a share of the picture's, above 0 to 2; default { from: 0.43, to: 1 }"),
      keep: z
        .number()
        .min(0)
        .max(1)
        .default(0.6)
        .describe("share of a cell's side that is not covered, 0..1; default 0.6"),
      turn: z.boolean().default(true).describe("whether the grid is turned by a random angle; default true"),
      paint: z
        .enum(["mean", "black", "white", "noise"])
        .default("mean")
        .describe("what the squares show: the data set's mean colour, black, white, or noise; default mean"),
    }),
  ]),
  paints: ({ paint }) => paint !== "mean",
  draw: (options, rng, size) => {
    const side = Math.max(2, rng.uniform(options.cell.from, options.cell.to) * size);
    const covered = side * (1 - options.keep);
    const [x0, y0] = [rng.uniform(0, side), rng.uniform(0, side)];
    const angle = options.turn ? rng.uniform(0, Math.PI / 2) : 0;
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
    const within = (at: number): number => at - side * Math.floor(at / side);
    return {
      cover: (keep) => {
        for (let row = 0; row < size; row += 1) {
          for (let column = 0; column < size; column += 1) {
            // Middles of pixels from the picture's middle.
            const [x, y] = [column + 0.5 - size / 2, row + 0.5 - size / 2];
            const isCovered =
              within(cosine * x + sine * y + x0) < covered && within(cosine * y - sine * x + y0) < covered;
            if (isCovered) keep[row * size + column] = 0;
          }
        }
      },
      paint: options.paint,
      byte: () => rng.below(256),
    };
  },
});

import { z } from "zod";
import type { Draws } from "../../base/random.ts";
import { defineMask } from "./augmentation.ts";
import type { Paint } from "./masks.ts";
import { fillRectangle, type Rectangle } from "./rectangle.ts";

const area = z.number().min(0).max(1);
const ratio = z.number().min(0.1).max(10);
const defaults = { area: { from: 0.02, to: 0.33 }, ratio: { from: 0.3, to: 3.3 } };

/**
 * Covers a random rectangle: its share of the area and the logarithm of its height over its width are drawn from their
 * ranges, and so is its place inside the picture. A rectangle that would not fit is drawn anew, up to ten times, and then
 * left out.
 *
 * Equals torchvision's RandomErasing in its law; the paper draws the ratio itself and covers with noise (`paint: noise`).
 *
 * Source  Zhong et al. 2020, "Random erasing data augmentation", algorithm 1
 */
export const randomErasing = defineMask({
  id: "random-erasing",
  summary: "Covers a random rectangle, so that no single mark decides the class.",
  schema: z.union([
    z
      .number()
      .min(0)
      .max(1)
      .describe("chance that a photo is changed, 0..1")
      .transform((value) => ({ probability: value, ...defaults, paint: "mean" as Paint })),
    z.strictObject({
      probability: z.number().min(0).max(1).default(0.5).describe("chance that it changes a photo, 0..1; default 0.5"),
      area: z
        .strictObject({ from: area, to: area })
        .refine(({ from, to }) => from <= to, { message: "from is at most to", path: ["from"] })
        .default(defaults.area)
        .describe("range of the rectangle's share of the area, 0..1; default { from: 0.02, to: 0.33 }"),
      ratio: z
        .strictObject({ from: ratio, to: ratio })
        .refine(({ from, to }) => from <= to, { message: "from is at most to", path: ["from"] })
        .default(defaults.ratio)
        .describe("range of its height over its width, 0.1..10; default { from: 0.3, to: 3.3 }"),
      paint: z
        .enum(["mean", "black", "white", "noise"])
        .default("mean")
        .describe("what it shows: the data set's mean colour, black, white, or noise; default mean"),
    }),
  ]),
  paints: ({ paint }) => paint !== "mean",
  draw: (options, rng, size) => {
    const erased = drawRectangle(options, rng, size);
    return {
      cover: (keep) => {
        if (erased !== undefined) fillRectangle(keep, size, erased, 0);
      },
      paint: options.paint,
      byte: () => rng.below(256),
    };
  },
});

interface Ranges {
  readonly area: { readonly from: number; readonly to: number };
  readonly ratio: { readonly from: number; readonly to: number };
}

function drawRectangle({ area, ratio }: Ranges, rng: Draws, size: number): Rectangle | undefined {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const pixels = rng.uniform(area.from, area.to) * size * size;
    const shape = Math.exp(rng.uniform(Math.log(ratio.from), Math.log(ratio.to)));
    const height = Math.round(Math.sqrt(pixels * shape));
    const width = Math.round(Math.sqrt(pixels / shape));
    if (height >= size || width >= size) continue;
    return { left: rng.below(size - width + 1), top: rng.below(size - height + 1), width, height };
  }
  return undefined;
}

import { z } from "zod";
import { unmoved } from "./affine.ts";
import { defineGeometry } from "./augmentation.ts";

const area = z.number().gt(0).max(1);
const ratio = z.number().min(0.1).max(10);

/**
 * Cuts a part out and enlarges it to the whole picture. The part's share of the area is drawn from `area`, each as
 * likely; its width over its height from `ratio`, each factor as likely; its place is as likely as any other. A part that
 * would be longer than the side is cut to it.
 *
 * Equals torchvision's RandomResizedCrop (which draws up to ten times until a part fits) with bilinear interpolation
 * and no antialiasing.
 *
 * Source  Szegedy et al. 2015, "Going deeper with convolutions", section 6
 */
export const crop = defineGeometry({
  id: "crop",
  summary: "Cuts a random part out and enlarges it to the whole picture.",
  schema: z.union([
    area
      .describe("the smallest share of the area that is cut out, above 0 to 1")
      .transform((value) => ({ area: { from: value, to: 1 }, ratio: { from: 0.75, to: 1.333 } })),
    z.strictObject({
      area: z
        .strictObject({ from: area, to: area })
        .refine(({ from, to }) => from <= to, { message: "from is at most to", path: ["from"] })
        .default({ from: 0.5, to: 1 })
        .describe("range of the part's share of the area, above 0 to 1; default { from: 0.5, to: 1 }"),
      ratio: z
        .strictObject({ from: ratio, to: ratio })
        .refine(({ from, to }) => from <= to, { message: "from is at most to", path: ["from"] })
        .default({ from: 0.75, to: 1.333 })
        .describe("range of the part's width over its height, 0.1..10; default { from: 0.75, to: 1.333 }"),
    }),
  ]),
  draw: (options, rng, size) => {
    const share = rng.uniform(options.area.from, options.area.to);
    const shape = Math.exp(rng.uniform(Math.log(options.ratio.from), Math.log(options.ratio.to)));
    const width = Math.min(1, Math.sqrt(share * shape)) * size;
    const height = Math.min(1, Math.sqrt(share / shape)) * size;
    // The part's middle, from the picture's.
    const x = ((size - width) / 2) * rng.uniform(-1, 1);
    const y = ((size - height) / 2) * rng.uniform(-1, 1);
    const [xx, yy] = [size / width, size / height];
    return { ...unmoved, xx, yy, x0: -x * xx, y0: -y * yy };
  },
});

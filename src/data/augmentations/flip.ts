import { z } from "zod";
import { unmoved } from "./affine.ts";
import { defineGeometry, type MirrorAxis } from "./augmentation.ts";

const direction = z
  .enum(["horizontal", "vertical", "both"])
  .describe("horizontal swaps left and right, vertical swaps top and bottom, both does each by a draw of its own");

const axes: Record<z.infer<typeof direction>, readonly MirrorAxis[]> = {
  horizontal: ["x"],
  vertical: ["y"],
  both: ["x", "y"],
};

/** Mirrors the picture; `flip: horizontal` does so to half of the pictures. */
export const flip = defineGeometry({
  id: "flip",
  summary: "Mirrors the picture left to right, or top to bottom.",
  schema: z.union([
    direction.transform((value) => ({ direction: value, probability: 0.5 })),
    z.strictObject({
      direction,
      probability: z.number().min(0).max(1).default(0.5).describe("chance of a flip, 0..1; default 0.5"),
    }),
  ]),
  drawsItsChance: true,
  mirrors: (options) => axes[options.direction],
  draw: (options, rng) => ({
    ...unmoved,
    xx: axes[options.direction].includes("x") && rng.chance(options.probability) ? -1 : 1,
    yy: axes[options.direction].includes("y") && rng.chance(options.probability) ? -1 : 1,
  }),
});

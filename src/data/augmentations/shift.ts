import { z } from "zod";
import { unmoved } from "./affine.ts";
import { defineGeometry } from "./augmentation.ts";

const share = z.number().min(0).max(1);

/** Moves the picture sideways and up or down by up to a share of its sides, each as likely. */
export const shift = defineGeometry({
  id: "shift",
  summary: "Moves the picture sideways, up and down.",
  schema: z.union([
    share
      .describe("the farthest move in each direction, as a fraction of the side, 0..1")
      .transform((value) => ({ horizontal: value, vertical: value })),
    z.strictObject({
      horizontal: share.default(0).describe("the farthest move sideways, as a fraction of the width, 0..1; default 0"),
      vertical: share.default(0).describe("the farthest move up or down, as a fraction of the height, 0..1; default 0"),
    }),
  ]),
  draw: ({ horizontal, vertical }, rng, size) => ({
    ...unmoved,
    x0: rng.uniform(-horizontal, horizontal) * size,
    y0: rng.uniform(-vertical, vertical) * size,
  }),
});

import { z } from "zod";
import { defineGeometry } from "./augmentation.ts";
import { type Corners, homographyBetween } from "./homography.ts";

const distortion = z
  .number()
  .min(0)
  .max(0.9)
  .describe("how far a corner may move inwards, as a share of half the side, 0..0.9");

/**
 * Shows the picture as if seen from the side: each corner moves inwards, on each axis by a number that is as likely as
 * any other up to `distortion` of half the side.
 *
 * Equals torchvision's RandomPerspective, but for its edges: the picture goes on mirrored, not in black.
 */
export const perspective = defineGeometry({
  id: "perspective",
  summary: "Shows the picture as if seen from the side.",
  isProjective: true,
  schema: z.union([
    distortion.transform((value) => ({ distortion: value })),
    z.strictObject({
      distortion: distortion
        .default(0.3)
        .describe("how far a corner may move inwards, as a share of half the side, 0..0.9; default 0.3"),
    }),
  ]),
  draw: (options, rng, size) => {
    const half = size / 2;
    const corners: Corners = [
      [-half, -half],
      [half, -half],
      [half, half],
      [-half, half],
    ];
    const inwards = (along: number): number => along * (1 - rng.uniform(0, options.distortion));
    const moved = corners.map(([x, y]) => [inwards(x), inwards(y)] as const) as unknown as Corners;
    return homographyBetween(corners, moved);
  },
});

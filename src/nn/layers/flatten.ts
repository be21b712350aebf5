import { z } from "zod";
import { flatten as apply } from "../../graph/ops/flatten.ts";
import { defineLayer } from "../layer.ts";

/**
 * All numbers of an image as its features, channel by channel and row by row.
 *
 * Shapes  x [N, C, H, W] -> [N, C * H * W]; [N, F] stays as it is
 */
export const flatten = defineLayer({
  id: "flatten",
  summary: "all numbers of an image as its features",
  schema: z.strictObject({}),
  build: (_building, x) => (x.shape.length === 2 ? x : apply(x)),
});

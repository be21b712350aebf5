import { z } from "zod";
import { flatten } from "../../graph/ops/flatten.ts";
import { globalMaxPool } from "../../graph/ops/globalMaxPool.ts";
import { defineLayer } from "../layer.ts";
import { imageSizes } from "./inputs.ts";

/**
 * The largest number of each channel over all pixels.
 *
 * Shapes  x [N, C, H, W] -> [N, C]
 */
export const globalMaxPool2d = defineLayer({
  id: "global-max-pool2d",
  summary: "the largest number of each channel over all pixels; makes images into features",
  schema: z.strictObject({}),
  build: (_building, x) => {
    imageSizes(x);
    return flatten(globalMaxPool(x));
  },
});

import { z } from "zod";
import { reduceMean } from "../../graph/ops/reduceMean.ts";
import { defineLayer } from "../layer.ts";
import { imageSizes } from "./inputs.ts";

/**
 * The mean of each channel over all pixels.
 *
 * Shapes  x [N, C, H, W] -> [N, C]
 * Source  Lin, Chen & Yan 2013, "Network In Network", section 3.2
 */
export const globalAveragePool2d = defineLayer({
  id: "global-average-pool2d",
  summary: "the mean of each channel over all pixels; makes images into features",
  schema: z.strictObject({}),
  build: (_building, x) => {
    imageSizes(x);
    return reduceMean(x, [2, 3], { keepdims: 0 });
  },
});

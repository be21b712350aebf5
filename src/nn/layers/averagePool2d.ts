import { averagePool } from "../../graph/ops/averagePool.ts";
import { defineLayer } from "../layer.ts";
import { poolOptions, poolWindow } from "./pooling.ts";

/**
 * The mean of each window, channel by channel. Pixels that fill no whole window are left out, as in PyTorch and Keras.
 * Padding does not count: windows at the edge average the pixels that they have (as Keras; in PyTorch count_include_pad=False).
 *
 * Shapes  x [N, C, H, W] -> [N, C, H', W']; by default H' = H / size, rounded down
 */
export const averagePool2d = defineLayer({
  id: "average-pool2d",
  summary: "the mean of each window of pixels",
  schema: poolOptions,
  build: (_building, x, options) => averagePool(x, poolWindow(x, options)),
});

import { maxPool } from "../../graph/ops/maxPool.ts";
import { defineLayer } from "../layer.ts";
import { poolOptions, poolWindow } from "./pooling.ts";

/**
 * The largest number of each window, channel by channel. Pixels that fill no whole window are left out, as in PyTorch and Keras.
 * Padding never wins; of equal pixels the first (row by row) gets the gradient, as in PyTorch.
 *
 * Shapes  x [N, C, H, W] -> [N, C, H', W']; by default H' = H / size, rounded down
 */
export const maxPool2d = defineLayer({
  id: "max-pool2d",
  summary: "the largest number of each window of pixels",
  schema: poolOptions,
  isMaxPool: true,
  build: (_building, x, options) => maxPool(x, poolWindow(x, options)),
});

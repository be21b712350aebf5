import { defineLayer } from "../layer.ts";
import { dropOut, dropoutOptions } from "./droppingOut.ts";
import { imageSizes } from "./inputs.ts";

/**
 * Drops whole channels of an image: neighbouring pixels say nearly the same, so dropping them one by one hides little. In
 * training each channel is 0 with probability `rate` and divided by 1 - rate otherwise; in evaluation the layer does nothing.
 *
 * Shapes  x [N, C, H, W], y as x
 * Source  Tompson et al. 2015, "Efficient Object Localization Using Convolutional Networks", section 3.2
 */
export const spatialDropout = defineLayer({
  id: "spatial-dropout",
  summary: "drops whole channels at random while training",
  schema: dropoutOptions,
  build: (building, x, { rate }) => dropOut(building, x, rate, [x.shape[0]!, imageSizes(x).channels, 1, 1]),
});

import { z } from "zod";
import { defineLayer } from "../layer.ts";
import { withShorthand } from "../shorthand.ts";
import { convolutionFields, convolve } from "./convolution.ts";
import { imageSizes } from "./inputs.ts";
import { sizeField } from "./windows.ts";

const options = z.strictObject({
  multiplier: z.int().min(1).default(1).describe("filters for each channel; default 1"),
  ...convolutionFields,
});

/**
 * Convolution of each channel with filters of its own: places are mixed, channels are not.
 *
 * Shapes   x [N, C, H, W] -> [N, C * multiplier, H', W']; channel c gives channels c * multiplier and on
 * Weights  weight [C * multiplier, 1, kernel, kernel], bias [C * multiplier]
 * Source   Howard et al. 2017, "MobileNets", section 3.1
 */
export const depthwiseConv2d = defineLayer({
  id: "depthwise-conv2d",
  summary: "convolution of each channel by itself",
  schema: withShorthand("kernel", sizeField, options),
  build: (building, x, { multiplier, ...rest }) => {
    const { channels } = imageSizes(x);
    return convolve(building, x, { filters: channels * multiplier, groups: channels, ...rest });
  },
});

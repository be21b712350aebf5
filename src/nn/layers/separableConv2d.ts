import { z } from "zod";
import { defineLayer } from "../layer.ts";
import { withShorthand } from "../shorthand.ts";
import { convolutionFields, convolve } from "./convolution.ts";
import { imageSizes } from "./inputs.ts";

const filtersField = z.int().min(1);

const options = z.strictObject({
  filters: filtersField.describe("how many channels come out; required"),
  multiplier: z.int().min(1).default(1).describe("depthwise filters for each channel; default 1"),
  ...convolutionFields,
});

/**
 * A depthwise convolution, then one of 1x1 that mixes the channels, nothing in between: near a full convolution at about
 * 1 / kernel^2 of its work.
 *
 * Shapes   x [N, C, H, W] -> [N, filters, H', W']
 * Weights  depthwise.weight [C * multiplier, 1, kernel, kernel], pointwise.weight [filters, C * multiplier, 1, 1],
 *          pointwise.bias [filters]
 * Source   Chollet 2017, "Xception"; as Keras' SeparableConv2D
 */
export const separableConv2d = defineLayer({
  id: "separable-conv2d",
  summary: "convolution of each channel, then a 1x1 convolution across channels",
  schema: withShorthand("filters", filtersField, options),
  build: (building, x, { filters, multiplier, bias, ...rest }) => {
    const { channels } = imageSizes(x);
    const wide = channels * multiplier;
    const apart = convolve(building, x, { ...rest, name: "depthwise", filters: wide, groups: channels, bias: false });
    const { initializer, biasInitializer } = rest;
    const one = { kernel: 1, padding: "valid", bias, initializer, biasInitializer } as const;
    return convolve(building, apart, { ...one, name: "pointwise", filters, groups: 1 });
  },
});

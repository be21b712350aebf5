import { z } from "zod";
import { WrasseError } from "../../base/errors.ts";
import { defineLayer } from "../layer.ts";
import { withShorthand } from "../shorthand.ts";
import { convolutionFields, convolve } from "./convolution.ts";
import { imageSizes } from "./inputs.ts";

const filtersField = z.int().min(1);

const options = z.strictObject({
  filters: filtersField.describe("how many filters, so how many channels come out; required"),
  groups: z.int().min(1).default(1).describe("filters see only the channels of their group; default 1"),
  ...convolutionFields,
});

/**
 * Convolution of images with learnt filters.
 *
 * Shapes   x [N, C, H, W] -> [N, filters, H', W']; H' = H / stride, rounded up, with padding "same"
 * Weights  weight [filters, C / groups, kernel, kernel], bias [filters], as PyTorch stores them
 */
export const conv2d = defineLayer({
  id: "conv2d",
  summary: "convolution with learnt filters",
  schema: withShorthand("filters", filtersField, options),
  build: (building, x, { filters, groups, ...rest }) => {
    const { channels } = imageSizes(x);
    if (channels % groups !== 0 || filters % groups !== 0) {
      throw new WrasseError("shape-does-not-fit", {
        at: building.graph.at,
        expected: `channels and filters that ${groups} groups share equally`,
        got: `${channels} channels and ${filters} filters`,
        hint: `set groups to a number that divides both, such as 1`,
      });
    }
    return convolve(building, x, { filters, groups, ...rest });
  },
});

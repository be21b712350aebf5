import { z } from "zod";
import { prelu as apply } from "../../graph/ops/prelu.ts";
import { reshape } from "../../graph/ops/reshape.ts";
import { defineLayer, filledWith, parameter } from "../layer.ts";
import { channelCount, channelShape } from "../layers/inputs.ts";
import { withShorthand } from "../shorthand.ts";

const slope = z.number();
const options = z.strictObject({
  slope: slope.default(0.25).describe("slope on the negative side at the start; default 0.25"),
  isShared: z.boolean().default(false).describe("one slope for all channels, as PyTorch's default; default false"),
});

/**
 * Parametric ReLU: x where it is positive, else slope * x, the slope learnt for each channel (or one for all). It is not
 * decayed, as decay would draw it towards a plain ReLU. Not monotone: a learnt slope may become negative.
 *
 * Weights  slope [C], or [1] when shared
 * Source   He, Zhang, Ren & Sun 2015, "Delving Deep into Rectifiers", section 2.1
 */
export const prelu = defineLayer({
  id: "prelu",
  summary: "leaky ReLU with a learnt slope for each channel",
  schema: withShorthand("slope", slope, options),
  isActivation: true,
  build: (building, x, { slope, isShared }) => {
    const learnt = parameter(building, "slope", [isShared ? 1 : channelCount(x)], filledWith(slope));
    return apply(x, isShared ? learnt : reshape(learnt, channelShape(x)));
  },
});

import { z } from "zod";
import { add } from "../../graph/ops/add.ts";
import { mul } from "../../graph/ops/mul.ts";
import { defineLayer } from "../layer.ts";
import { withShorthand } from "../shorthand.ts";
import { centred, epsilonField, inverseDeviation, perChannel, scaleAndShift } from "./normalizing.ts";
import { normalizeGroups } from "./normalizingGroups.ts";

const overField = z.enum(["image", "channels"]);
const options = z.strictObject({
  over: overField
    .default("image")
    .describe(
      "image: all channels and pixels of an image together, default; channels: each pixel by itself, as in ConvNeXt and Keras",
    ),
  epsilon: epsilonField,
});

/**
 * Layer normalisation: each sample is brought to mean 0 and variance 1, then each channel scaled and shifted by learnt
 * numbers. It does not depend on the batch, so training and evaluation are the same.
 *
 * Shapes   x [N, C, H, W] or [N, F], y as x
 * Weights  scale and shift [C]
 * Source   Ba, Kiros & Hinton 2016, "Layer Normalization"; over images as Wu & He 2018, figure 2
 */
export const layerNorm = defineLayer({
  id: "layer-norm",
  summary: "brings each sample to mean 0 and variance 1 over its channels and pixels",
  schema: withShorthand("over", overField, options),
  build: (building, x, { over, epsilon }) => {
    const { scale, shift } = scaleAndShift(building, x);
    if (over === "image") return normalizeGroups(x, { groups: 1, scale, shift, epsilon });
    const { centre, variance } = centred(x, [1]);
    const normal = mul(centre, inverseDeviation(variance, epsilon));
    return add(mul(normal, perChannel(scale, x)), perChannel(shift, x));
  },
});

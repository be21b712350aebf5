import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, float } from "../operator.ts";
import { sameShape } from "../tensor.ts";
import { channelSums } from "./channelSums.ts";
import { mul } from "./mul.ts";
import { normalize, normalizeGradient, perChannel } from "./normalization.ts";

/**
 * InstanceNormalization: scale (x - mean) / sqrt(variance + epsilon) + bias, with the mean and variance of each channel of
 * each image over its places. PyTorch exports group normalisation as this, with groups in place of channels.
 *
 * Shapes    x [N, C, places...], scale and bias [C] -> y of x's shape
 * Gradient  also through the mean and variance
 * ONNX      since opset 6; float32
 * Source    Ulyanov, Vedaldi & Lempitsky 2016, "Instance Normalization"
 */
export const instanceNormalizationOperator = defineOperator({
  onnx: "InstanceNormalization",
  inputs: ["x", "scale", "bias"],
  attributes: { epsilon: float(1e-5) },
  infer: ({ inputs: { x, scale, bias } }) => {
    const channels = [x.shape[1] ?? 1];
    if (x.shape.length < 3 || !sameShape(scale.shape, channels) || !sameShape(bias.shape, channels)) {
      throw shapeError("InstanceNormalization", x, {
        expected: "x [N, C, places...], and a scale and bias [C]",
        got: `x [${x.shape}], scale [${scale.shape}], bias [${bias.shape}]`,
      });
    }
    return [{ dtype: x.dtype, shape: x.shape }];
  },
  gradient: ({ inputs: { x, scale }, attributes, dy }) => {
    const places = x.shape.map((_, axis) => axis).slice(2);
    const normalized = normalize(x, places, attributes.epsilon);
    return {
      x: () => normalizeGradient(mul(dy, perChannel(scale, x)), normalized, places),
      scale: () => channelSums(mul(dy, normalized.value)),
      bias: () => channelSums(dy),
    };
  },
  trials: [
    { inputs: [[2, 3, 4, 5], [3], [3]] },
    { inputs: [[2, 2, 7], [2], [2]], attributes: { epsilon: 0.01 } },
    { inputs: [[1, 1, 2, 2], [1], [1]] },
  ],
});

/** Each channel of each image of x [N, C, places...] normalised over its places, times scale, plus bias. */
export function instanceNormalization(
  x: Value,
  scale: Value,
  bias: Value,
  attributes: { readonly epsilon?: number } = {},
): Value {
  return applyOne(instanceNormalizationOperator, [x, scale, bias], attributes);
}

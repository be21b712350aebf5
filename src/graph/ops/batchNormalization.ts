import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, float, int } from "../operator.ts";
import { sameShape } from "../tensor.ts";
import { batchNormalizationGradients, batchStatistics } from "./batchStatistics.ts";
import { channelSums } from "./channelSums.ts";
import { mul } from "./mul.ts";
import { inverseDeviation, perChannel } from "./normalization.ts";
import { sub } from "./sub.ts";

const inputs = ["x", "scale", "bias", "mean", "variance"] as const;
const attributes = { epsilon: float(1e-5), momentum: float(0.9), training_mode: int(0) };

/**
 * BatchNormalization: scale (x - mean) / sqrt(variance + epsilon) + bias, a number each per channel. With training_mode 0
 * mean and variance are the inputs; with 1 they are those of the batch, and two more outputs move the inputs towards them.
 *
 * Shapes    x [N, C, places...], the others [C] -> y of x's shape (and mean, variance [C])
 * Gradient  training_mode 0: dx = dy scale / deviation, and one by each other input. training_mode 1: also through the
 *           batch's mean and variance; none by the inputs mean and variance
 * ONNX      since opset 15 (read from 9)
 * Source    Ioffe & Szegedy 2015, "Batch Normalization"
 */
export const batchNormalizationOperator = defineOperator({
  onnx: "BatchNormalization",
  inputs,
  attributes,
  infer: ({ inputs: { x, scale, bias, mean, variance }, attributes }) => {
    const channels = [x.shape[1] ?? 1];
    const wrong = [scale, bias, mean, variance].find(({ shape }) => !sameShape(shape, channels));
    if (wrong !== undefined || x.shape.length < 2) {
      throw shapeError("BatchNormalization", x, {
        expected: `x [N, C, places...] and a scale, bias, mean and variance [C]`,
        got: `x [${x.shape}] and [${scale.shape}], [${bias.shape}], [${mean.shape}], [${variance.shape}]`,
      });
    }
    const y = { dtype: x.dtype, shape: x.shape };
    return attributes.training_mode === 1 ? [y, mean, variance] : [y];
  },
  gradient: ({ inputs: { x, scale, mean, variance }, attributes, outputGradients: [dy] }) => {
    // The moved statistics are state and carry no gradient.
    if (dy === undefined) return { x: null, scale: null, bias: null, mean: null, variance: null };
    if (attributes.training_mode === 1) {
      const own = batchStatistics(x);
      const byX = batchNormalizationGradients({ x, scale, ...own, epsilon: attributes.epsilon, dy });
      return { ...byX, mean: null, variance: null };
    }
    const factor = inverseDeviation(variance, attributes.epsilon);
    const byScale = (): Value => mul(channelSums(mul(dy, sub(x, perChannel(mean, x)))), factor);
    return {
      x: () => mul(dy, perChannel(mul(scale, factor), x)),
      scale: byScale,
      bias: () => channelSums(dy),
      mean: () => mul(mul(channelSums(dy), mul(scale, factor)), -1),
      variance: () => mul(mul(byScale(), mul(scale, mul(factor, factor))), -0.5),
    };
  },
  upgrade: ({ inputs, attributes, constant }) => {
    const { spatial: _, ...rest } = attributes;
    return { inputs, attributes: rest, constant };
  },
  trials: [
    { inputs: [[2, 3, 4, 5], [3], [3], [3], { shape: [3], range: [0.5, 2] }] },
    { inputs: [[4, 3], [3], [3], [3], { shape: [3], range: [0.5, 2] }], attributes: { epsilon: 0.01 } },
    { inputs: [[2, 1, 6], [1], [1], [1], { shape: [1], range: [0.5, 2] }] },
    { inputs: [[4, 3, 2, 5], [3], [3], [3], { shape: [3], range: [0.5, 2] }], attributes: { training_mode: 1 } },
  ],
});

/** x normalised by a known mean and variance per channel, scaled and shifted; epsilon defaults to 1e-5. */
export function batchNormalization(
  x: Value,
  scale: Value,
  bias: Value,
  mean: Value,
  variance: Value,
  attributes: { readonly epsilon?: number } = {},
): Value {
  return applyOne(batchNormalizationOperator, [x, scale, bias, mean, variance], attributes);
}

/**
 * BatchNormalization where mean and variance are x's own over images and places. It runs as the operator of that name; only
 * its gradient differs, which goes through the statistics too, so that none is asked of them.
 *
 * Gradient  dx: see batchStatistics.ts; none by mean and variance
 */
const byOwnStatistics = defineOperator({
  onnx: "BatchNormalization",
  inputs,
  attributes,
  infer: ({ inputs: { x } }) => [{ dtype: x.dtype, shape: x.shape }],
  gradient: ({ inputs: { x, scale, mean, variance }, attributes, dy }) => ({
    ...batchNormalizationGradients({ x, scale, mean, variance, epsilon: attributes.epsilon, dy }),
    mean: null,
    variance: null,
  }),
  trials: [],
});

/** x normalised by its own statistics per channel, scaled and shifted; gradients reach x through the statistics too. */
export function normalizeBatch(
  x: Value,
  scale: Value,
  bias: Value,
  { epsilon }: { readonly epsilon: number },
): { readonly y: Value; readonly mean: Value; readonly variance: Value } {
  const { mean, variance } = batchStatistics(x);
  return { y: applyOne(byOwnStatistics, [x, scale, bias, mean, variance], { epsilon }), mean, variance };
}

import type { Value } from "../graph.ts";
import { sizeOf, tensorOf } from "../tensor.ts";
import { add } from "./add.ts";
import { batchNormalization } from "./batchNormalization.ts";
import { channelSums } from "./channelSums.ts";
import { mul } from "./mul.ts";
import { inverseDeviation, perChannel } from "./normalization.ts";
import { sub } from "./sub.ts";

/** The mean and the biased variance of each channel of x [N, C, places...] over images and places, [C] each. */
export function batchStatistics(x: Value): { readonly mean: Value; readonly variance: Value } {
  const share = x.shape[1]! / sizeOf(x.shape);
  const mean = mul(channelSums(x), share);
  const centred = centre(x, mean);
  // Not the mean of squares less the squared mean: that loses its digits where the mean is large. Mul and ReduceSum, not
  // ReduceSumSquare, which takes longer.
  const squares = mul(centred, centred);
  return { mean, variance: mul(channelSums(squares), share) };
}

/**
 * The gradients of y = scale (x - mean) / deviation + bias by x, scale and bias, where mean and deviation are x's own over
 * images and places. With n numbers a channel,
 *
 *   dbias = sum dy      dscale = sum dy (x - mean) / deviation
 *   dx = scale / deviation * (dy - dbias / n - (x - mean) / deviation * dscale / n)
 *
 * All that follows dy is a scale and a shift per channel, one pass over x. Thunks, as an operator's rule gives them.
 */
export function batchNormalizationGradients(parts: {
  readonly x: Value;
  readonly scale: Value;
  readonly mean: Value;
  readonly variance: Value;
  readonly epsilon: number;
  readonly dy: Value;
}): { readonly x: () => Value; readonly scale: () => Value; readonly bias: () => Value } {
  const { x, scale, mean, variance, epsilon, dy } = parts;
  const factor = inverseDeviation(variance, epsilon);
  const centred = centre(x, mean); // the same node as in batchStatistics: onnxruntime computes it once
  const byScale = mul(channelSums(mul(dy, centred)), factor);
  const byBias = channelSums(dy);
  return {
    x: () => {
      const weight = mul(scale, factor);
      const share = mul(weight, -x.shape[1]! / sizeOf(x.shape));
      const none = x.graph.constant(tensorOf(x.dtype, mean.shape, new Array<number>(mean.shape[0]!).fill(0)));
      const throughStatistics = batchNormalization(centred, mul(share, byScale), mul(share, byBias), none, variance, {
        epsilon,
      });
      return add(mul(dy, perChannel(weight, x)), throughStatistics);
    },
    scale: () => byScale,
    bias: () => byBias,
  };
}

function centre(x: Value, mean: Value): Value {
  return sub(x, perChannel(mean, x));
}

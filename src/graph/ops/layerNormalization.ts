import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, float, int } from "../operator.ts";
import { broadcastShapes, sameShape, sizeOf, wrapAxis } from "../tensor.ts";
import { add } from "./add.ts";
import { expand } from "./expand.ts";
import { mul } from "./mul.ts";
import { normalizeGradient } from "./normalization.ts";
import { sub } from "./sub.ts";

/**
 * LayerNormalization: scale (x - mean) / sqrt(variance + epsilon) + bias, with the mean and variance of each image over
 * the axes from `axis` on. The further outputs are that mean and 1 / sqrt(variance + epsilon).
 *
 * Shapes    x [...], scale and bias that broadcast to the axes from `axis` on -> y of x's shape, mean and factor with
 *           those axes 1
 * Gradient  by all outputs, also through the mean and variance
 * ONNX      since opset 17
 * Source    Ba, Kiros & Hinton 2016, "Layer Normalization"
 */
export const layerNormalizationOperator = defineOperator({
  onnx: "LayerNormalization",
  inputs: ["x", "scale", "bias?"],
  attributes: { axis: int(-1), epsilon: float(1e-5), stash_type: int(1) },
  infer: ({ inputs: { x, scale, bias }, attributes }) => {
    const axis = wrapAxis(attributes.axis, x.shape.length);
    const fits = (value: Value | undefined): boolean =>
      axis === undefined ||
      value === undefined ||
      sameShape(broadcastShapes(value.shape, x.shape.slice(axis)) ?? [], x.shape.slice(axis));
    if (axis === undefined || !fits(scale) || !fits(bias)) {
      throw shapeError("LayerNormalization", x, {
        expected: `an axis of x [${x.shape}], and a scale and bias that broadcast to the axes from it on`,
        got: `axis ${attributes.axis}, scale [${scale.shape}]${bias === undefined ? "" : `, bias [${bias.shape}]`}`,
      });
    }
    const statistics = { dtype: x.dtype, shape: x.shape.map((size, at) => (at < axis ? size : 1)) };
    return [{ dtype: x.dtype, shape: x.shape }, statistics, statistics];
  },
  gradient: ({ inputs: { x, scale, bias }, attributes, outputs: [, mean, factor], outputGradients }) => {
    const [dy, byMean, byFactor] = outputGradients;
    const axis = wrapAxis(attributes.axis, x.shape.length)!;
    const axes = x.shape.map((_, at) => at).filter((at) => at >= axis);
    const count = sizeOf(x.shape.slice(axis));
    const value = (): Value => mul(sub(x, mean!), factor!);
    return {
      x: () => {
        const parts: Value[] = [];
        if (dy) parts.push(normalizeGradient(mul(dy, scale), { value: value(), factor: factor! }, axes));
        if (byMean) parts.push(expand(mul(byMean, 1 / count), x.shape));
        if (byFactor) parts.push(mul(value(), mul(byFactor, mul(mul(factor!, factor!), -1 / count))));
        return parts.reduce((sum, part) => add(sum, part));
      },
      scale: dy === undefined ? null : () => mul(dy, value()),
      bias: bias === undefined || dy === undefined ? null : () => dy,
    };
  },
  trials: [
    { inputs: [[2, 3, 8], [8], [8]] },
    { inputs: [[2, 3, 8], [8]] },
    {
      inputs: [
        [2, 3, 4, 5],
        [3, 1, 1],
        [3, 1, 1],
      ],
      attributes: { axis: 1, epsilon: 0.01 },
    },
    {
      inputs: [
        [2, 3, 4],
        [3, 4],
        [3, 4],
      ],
      attributes: { axis: -2 },
    },
    {
      inputs: [[1, 1], [1], [1]],
      noSlope: "one number is its own mean: the function is constant, and its slope is noise",
    },
  ],
});

/** x normalised over its axes from `axis` (default the last) on, times scale, plus bias; epsilon defaults to 1e-5. */
export function layerNormalization(
  x: Value,
  scale: Value,
  bias?: Value,
  attributes: { readonly axis?: number; readonly epsilon?: number } = {},
): Value {
  return applyOne(layerNormalizationOperator, [x, scale, bias], attributes);
}

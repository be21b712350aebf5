import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, type NodeForm } from "../operator.ts";
import { tensorOf } from "../tensor.ts";
import { and } from "./and.ts";
import { cast } from "./cast.ts";
import { spread } from "./distinctNumbers.ts";
import { equal } from "./equal.ts";
import { greater } from "./greater.ts";
import { less } from "./less.ts";
import { mul } from "./mul.ts";
import { reduceSum } from "./reduceSum.ts";

/**
 * Clip: x, but not below `low` nor above `high`; both are scalars and may be left out. ReLU6 is Clip from 0 to 6.
 *
 * Gradient  dx = dy strictly between the bounds, else 0: at a bound it is 0, as in PyTorch's relu6 and hardtanh (torch.clamp
 *           passes dy there). A bound gets the sum of dy where it holds
 * ONNX      since opset 13
 */
export const clipOperator = defineOperator({
  onnx: "Clip",
  inputs: ["x", "low?", "high?"],
  constants: [1, 2],
  infer: ({ inputs: { x, low, high } }) => {
    for (const bound of [low, high]) {
      if (bound !== undefined && (bound.shape.length > 0 || bound.dtype !== x.dtype)) {
        throw shapeError("Clip", x, {
          expected: `bounds that are ${x.dtype} scalars`,
          got: `${bound.dtype} [${bound.shape}]`,
        });
      }
    }
    return [{ dtype: x.dtype, shape: x.shape }];
  },
  // y lies between the bounds exactly where x does, so x need not be kept.
  gradient: ({ inputs: { low, high }, outputs: [y], dy }) => ({
    x: () => {
      const above = low && greater(y!, low);
      const below = high && less(y!, high);
      const isInside = above && below ? and(above, below) : (above ?? below);
      return isInside === undefined ? dy : mul(dy, cast(isInside, dy.dtype));
    },
    low: () => boundGradient(y!, low!, dy),
    high: () => boundGradient(y!, high!, dy),
  }),
  upgrade: upgradeBounds,
  trials: [
    { inputs: [spread([2, 3, 4]), { shape: [], values: [-0.6] }, { shape: [], values: [0.65] }], constants: [1, 2] },
    {
      inputs: [
        { shape: [6], values: [-2, -1, 0.2, 0.5, 1, 2] },
        { shape: [], values: [-0.5] },
        { shape: [], values: [0.7] },
      ],
    },
    { inputs: [[2, 3], null, { shape: [], values: [0.1] }], constants: [2] },
    { inputs: [[2, 3], { shape: [], values: [0] }], constants: [1] },
    { inputs: [[2, 3]] },
    {
      inputs: [
        { shape: [4], values: [0, 6, 3, 7] },
        { shape: [], values: [0] },
        { shape: [], values: [6] },
      ],
      noSlope: "the bounds are kinks: the gradient there is chosen to be 0",
    },
    {
      inputs: [
        { shape: [4], dtype: "float64" },
        { shape: [], dtype: "float64", values: [0.1] },
      ],
    },
  ],
});

/** x, but not below `low` nor above `high` (either may be left out). */
export function clip(x: Value, low?: Value | number, high?: Value | number): Value {
  const bound = (given: Value | number | undefined): Value | undefined =>
    typeof given === "number" ? x.graph.scalar(given, x.dtype) : given;
  return applyOne(clipOperator, [x, bound(low), bound(high)]);
}

function boundGradient(y: Value, bound: Value, dy: Value): Value {
  return reduceSum(mul(dy, cast(equal(y, bound), dy.dtype)), undefined, { keepdims: 0 });
}

/** Before opset 11 the bounds were attributes. */
function upgradeBounds({ inputs, attributes, constant }: NodeForm): NodeForm {
  const { min, max, ...rest } = attributes;
  if (min === undefined && max === undefined) return { inputs, attributes, constant };
  const bound = (value: unknown): Value | undefined =>
    typeof value === "number" ? constant(tensorOf(inputs[0]!.dtype, [], [value])) : undefined;
  return { inputs: [inputs[0], bound(min), bound(max)], attributes: rest, constant };
}

import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { broadcastShapes, sameShape } from "../tensor.ts";
import { greater } from "./greater.ts";
import { min } from "./min.ts";
import { mul } from "./mul.ts";
import { where } from "./where.ts";

/**
 * PRelu: x where it is positive, else slope * x; the slope broadcasts to x, such as [C, 1, 1] for one per channel.
 *
 * Gradient  dx = dy where x > 0, else slope * dy (the latter at x = 0, as in PyTorch); dslope = dy * min(x, 0)
 * ONNX      since opset 16
 * Source    He et al. 2015, "Delving Deep into Rectifiers", section 2.1
 */
export const preluOperator = defineOperator({
  onnx: "PRelu",
  inputs: ["x", "slope"],
  infer: ({ inputs: { x, slope } }) => {
    const shape = broadcastShapes(x.shape, slope.shape);
    if (shape === undefined || !sameShape(shape, x.shape) || x.dtype !== slope.dtype) {
      throw shapeError("PRelu", x, {
        expected: `a ${x.dtype} slope that broadcasts to x [${x.shape}]`,
        got: `${slope.dtype} [${slope.shape}]`,
      });
    }
    return [{ dtype: x.dtype, shape: x.shape }];
  },
  gradient: ({ inputs: { x, slope }, dy }) => ({
    x: () => mul(dy, where(greater(x, 0), 1, slope)),
    slope: () => mul(dy, min(x, 0)),
  }),
  trials: [
    {
      inputs: [
        [2, 3, 4, 5],
        [3, 1, 1],
      ],
    },
    { inputs: [[2, 3], [1]] },
    {
      inputs: [
        { shape: [3], values: [-1, 0, 1] },
        { shape: [1], values: [0.25] },
      ],
      noSlope: "0 is the kink",
    },
  ],
});

/** x where it is positive, else slope * x; the slope broadcasts to x. */
export function prelu(x: Value, slope: Value): Value {
  return applyOne(preluOperator, [x, slope]);
}

import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { sizeOf, type TensorType } from "../tensor.ts";
import { expand } from "./expand.ts";
import { mul } from "./mul.ts";

/**
 * GlobalAveragePool: the mean over all places of an image, one number per channel.
 *
 * Shapes    x [N, C, places...] -> y [N, C, 1...]
 * Gradient  dx = dy / places, the same share for each place
 * ONNX      since opset 1; float32
 * Source    Lin, Chen & Yan 2013, "Network In Network", section 3.2
 */
export const globalAveragePoolOperator = defineOperator({
  onnx: "GlobalAveragePool",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => globalPoolType("GlobalAveragePool", x),
  gradient: ({ inputs: { x }, dy }) => ({
    x: () => expand(mul(dy, 1 / sizeOf(x.shape.slice(2))), x.shape),
  }),
  trials: [{ inputs: [[2, 3, 4, 5]] }, { inputs: [[1, 1, 1, 1]] }, { inputs: [[2, 3, 1, 7]] }, { inputs: [[2, 3, 6]] }],
});

/** The mean over all places of each channel of x [N, C, places...], as [N, C, 1...]. */
export function globalAveragePool(x: Value): Value {
  return applyOne(globalAveragePoolOperator, [x]);
}

/** x's type with one place left on each axis. */
export function globalPoolType(operator: string, x: Value): TensorType[] {
  const [images, channels, ...places] = x.shape;
  if (images === undefined || channels === undefined || places.length === 0) {
    throw shapeError(operator, x, {
      expected: "3 axes or more (N, C, places...)",
      got: `[${x.shape}]`,
      hint: "put it before flatten, where there still are places",
    });
  }
  return [{ dtype: x.dtype, shape: [images, channels, ...places.map(() => 1)] }];
}

import { apply, applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { globalPoolType } from "./globalAveragePool.ts";
import { maxPoolWithIndices } from "./maxPool.ts";
import { maxUnpool } from "./maxUnpool.ts";

/**
 * GlobalMaxPool: the largest number among all places of an image, one per channel.
 *
 * Shapes    x [N, C, places...] -> y [N, C, 1...]
 * Gradient  dy goes to the place that won; of several equal ones the first (row-major) wins, as in PyTorch
 * ONNX      since opset 1; float32
 */
export const globalMaxPoolOperator = defineOperator({
  onnx: "GlobalMaxPool",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => globalPoolType("GlobalMaxPool", x),
  gradient: ({ inputs: { x }, dy }) => ({
    x: () => {
      const [, indices] = apply(maxPoolWithIndices, [x], { kernel_shape: x.shape.slice(2) });
      return maxUnpool(dy, indices!, x.shape);
    },
  }),
  trials: [
    { inputs: [[2, 3, 4, 5]] },
    { inputs: [[1, 1, 1, 1]] },
    { inputs: [[2, 3, 1, 7]] },
    { inputs: [[2, 3, 6]] },
    {
      inputs: [{ shape: [1, 1, 2, 2], values: [0, 3, 3, 3] }],
      noSlope: "ties are kinks: the first of the equal places takes the whole gradient",
    },
  ],
});

/** The largest number among all places of each channel of x [N, C, places...], as [N, C, 1...]. */
export function globalMaxPool(x: Value): Value {
  return applyOne(globalMaxPoolOperator, [x]);
}

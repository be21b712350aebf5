import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { cast } from "./cast.ts";
import { sameType } from "./elementwise.ts";
import { greater } from "./greater.ts";
import { mul } from "./mul.ts";

/**
 * Relu: max(x, 0).
 *
 * Gradient  dx = dy where y > 0, else 0; at the kink x = 0 it is 0, as in PyTorch and TensorFlow
 * ONNX      since opset 14
 */
export const reluOperator = defineOperator({
  onnx: "Relu",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => sameType(x),
  // The sign of the output is that of the input, so the input need not be kept: y > 0 exactly where x > 0.
  gradient: ({ outputs: [y], dy }) => ({ x: () => mul(dy, cast(greater(y!, 0), dy.dtype)) }),
  trials: [
    { inputs: [[2, 3, 4, 5]] },
    { inputs: [{ shape: [4], values: [-1, 0, 0, 2] }], noSlope: "0 is the kink: the gradient there is chosen to be 0" },
    { inputs: [[1]] },
  ],
});

/** max(x, 0), of x's shape. */
export function relu(x: Value): Value {
  return applyOne(reluOperator, [x]);
}

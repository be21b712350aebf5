import { applyOne, type Value } from "../graph.ts";
import { defineOperator, float } from "../operator.ts";
import { and } from "./and.ts";
import { cast } from "./cast.ts";
import { sameType } from "./elementwise.ts";
import { greater } from "./greater.ts";
import { less } from "./less.ts";
import { mul } from "./mul.ts";

/**
 * HardSigmoid: alpha * x + beta, but not below 0 nor above 1.
 *
 * Gradient  dx = alpha * dy where 0 < y < 1, else 0: at the kinks it is 0, as in PyTorch
 * ONNX      since opset 6
 */
export const hardSigmoidOperator = defineOperator({
  onnx: "HardSigmoid",
  inputs: ["x"],
  attributes: { alpha: float(0.2), beta: float(0.5) },
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: ({ attributes, outputs: [y], dy }) => ({
    x: () => mul(mul(dy, attributes.alpha), cast(and(greater(y!, 0), less(y!, 1)), dy.dtype)),
  }),
  trials: [
    { inputs: [[2, 3]] },
    { inputs: [[2, 3]], attributes: { alpha: 0.5, beta: 0.1 } },
    { inputs: [{ shape: [4], values: [-100, -20, 20, 100] }] },
  ],
});

/** alpha * x + beta, but not below 0 nor above 1. PyTorch's has alpha 1/6; ONNX's default is 0.2. */
export function hardSigmoid(x: Value, alpha = 0.2, beta = 0.5): Value {
  return applyOne(hardSigmoidOperator, [x], { alpha, beta });
}

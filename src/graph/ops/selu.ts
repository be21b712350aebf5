import { applyOne, type Value } from "../graph.ts";
import { defineOperator, float } from "../operator.ts";
import { add } from "./add.ts";
import { sameType } from "./elementwise.ts";
import { greater } from "./greater.ts";
import { mul } from "./mul.ts";
import { where } from "./where.ts";

/**
 * Selu: gamma * x where it is positive, else gamma * alpha * (exp(x) - 1).
 *
 * Gradient  dx = gamma * dy where x > 0, else dy * (y + gamma * alpha); the latter at x = 0, as in PyTorch
 * ONNX      since opset 6
 * Source    Klambauer et al. 2017, "Self-Normalizing Neural Networks"
 */
export const seluOperator = defineOperator({
  onnx: "Selu",
  inputs: ["x"],
  attributes: { alpha: float(1.6732632423543772), gamma: float(1.0507009873554805) },
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: ({ inputs: { x }, attributes: { alpha, gamma }, outputs: [y], dy }) => ({
    x: () => mul(dy, where(greater(x, 0), x.graph.scalar(gamma, dy.dtype), add(y!, gamma * alpha))),
  }),
  trials: [
    { inputs: [[2, 3]] },
    { inputs: [[2, 3]], attributes: { alpha: 1, gamma: 2 } },
    { inputs: [{ shape: [4], values: [-100, -20, 20, 100] }] },
    { inputs: [{ shape: [3], values: [-1, 0, 1] }], noSlope: "0 is the kink" },
  ],
});

/** The scaled exponential linear unit, which keeps mean 0 and variance 1 from layer to layer. */
export function selu(x: Value): Value {
  return applyOne(seluOperator, [x]);
}

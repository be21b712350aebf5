import { applyOne, type Value } from "../graph.ts";
import { defineOperator, float } from "../operator.ts";
import { cast } from "./cast.ts";
import { clip } from "./clip.ts";
import { sameType } from "./elementwise.ts";
import { greater } from "./greater.ts";
import { mul } from "./mul.ts";
import { where } from "./where.ts";

/**
 * LeakyRelu: x where it is positive, else alpha * x.
 *
 * Gradient  dx = dy where x > 0, else alpha * dy; at the kink x = 0 it is alpha * dy, as in PyTorch
 * ONNX      since opset 16
 * Source    Maas, Hannun & Ng 2013, "Rectifier Nonlinearities Improve Neural Network Acoustic Models"
 */
export const leakyReluOperator = defineOperator({
  onnx: "LeakyRelu",
  inputs: ["x"],
  attributes: { alpha: float(0.01) },
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: ({ inputs: { x }, attributes, dy }) => ({ x: () => mul(dy, slope(x, attributes.alpha)) }),
  trials: [
    { inputs: [[2, 3]], attributes: { alpha: 0.2 } },
    { inputs: [[2, 3]] },
    { inputs: [[4]], attributes: { alpha: 0 } },
    { inputs: [[4]], attributes: { alpha: -0.5 } },
    { inputs: [{ shape: [3], values: [-1, 0, 1] }], noSlope: "0 is the kink" },
  ],
});

/** x where it is positive, else alpha * x (ONNX and PyTorch: 0.01 by default). */
export function leakyRelu(x: Value, alpha = 0.01): Value {
  return applyOne(leakyReluOperator, [x], { alpha });
}

/** 1 where x is positive, else alpha. */
function slope(x: Value, alpha: number): Value {
  const isPositive = greater(x, 0);
  // For the usual alpha, raising 0 to it takes two thirds of the time that Where does.
  if (alpha >= 0 && alpha <= 1) return clip(cast(isPositive, x.dtype), alpha);
  return where(isPositive, 1, x.graph.scalar(alpha, x.dtype));
}

import { applyOne, type Value } from "../graph.ts";
import { defineOperator, float } from "../operator.ts";
import { add } from "./add.ts";
import { sameType } from "./elementwise.ts";
import { greater } from "./greater.ts";
import { min } from "./min.ts";
import { mul } from "./mul.ts";
import { where } from "./where.ts";

/**
 * Elu: x where it is positive, else alpha * (exp(x) - 1).
 *
 * Gradient  dx = dy where x > 0, else dy * (y + alpha); the latter at x = 0, as in PyTorch
 * ONNX      since opset 6
 * Source    Clevert, Unterthiner & Hochreiter 2016, "Fast and Accurate Deep Network Learning by Exponential Linear Units"
 */
export const eluOperator = defineOperator({
  onnx: "Elu",
  inputs: ["x"],
  attributes: { alpha: float(1) },
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: ({ inputs: { x }, attributes, outputs: [y], dy }) => ({ x: () => mul(dy, slope(x, y!, attributes.alpha)) }),
  trials: [
    { inputs: [[2, 3]] },
    { inputs: [[2, 3]], attributes: { alpha: 0.3 } },
    { inputs: [{ shape: [4], values: [-100, -20, 20, 100] }] },
    { inputs: [{ shape: [3], values: [-1, 0, 1] }], noSlope: "0 is the kink" },
  ],
});

/** x where it is positive, else alpha * (exp(x) - 1). */
export function elu(x: Value, alpha = 1): Value {
  return applyOne(eluOperator, [x], { alpha });
}

function slope(x: Value, y: Value, alpha: number): Value {
  if (alpha === 1) return add(min(y, 0), 1);
  return where(greater(x, 0), 1, add(y, alpha));
}

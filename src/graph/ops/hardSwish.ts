import { applyOne, type Value } from "../graph.ts";
import { defineOperator } from "../operator.ts";
import { add } from "./add.ts";
import { and } from "./and.ts";
import { cast } from "./cast.ts";
import { sameType } from "./elementwise.ts";
import { greater } from "./greater.ts";
import { hardSigmoid } from "./hardSigmoid.ts";
import { less } from "./less.ts";
import { mul } from "./mul.ts";

/**
 * HardSwish: x * h, where h = x / 6 + 1/2, but not below 0 nor above 1.
 *
 * Gradient  dx = dy * (h + x / 6) where 0 < h < 1, else dy * h; the latter at the kinks (x = -3 and 3)
 * ONNX      since opset 14
 * Source    Howard et al. 2019, "Searching for MobileNetV3", section 5.2
 */
export const hardSwishOperator = defineOperator({
  onnx: "HardSwish",
  inputs: ["x"],
  infer: ({ inputs: { x } }) => sameType(x),
  gradient: ({ inputs: { x }, dy }) => ({ x: () => mul(dy, slope(x)) }),
  trials: [
    { inputs: [[2, 3]] },
    { inputs: [{ shape: [4], values: [-100, -20, 20, 100] }] },
    { inputs: [{ shape: [3], values: [-3, 0, 3] }], noSlope: "-3 and 3 are kinks" },
  ],
});

/** x times a sigmoid made of straight lines, as in MobileNetV3. */
export function hardSwish(x: Value): Value {
  return applyOne(hardSwishOperator, [x]);
}

function slope(x: Value): Value {
  const h = hardSigmoid(x, 1 / 6, 0.5);
  const isInside = cast(and(greater(h, 0), less(h, 1)), x.dtype);
  return add(h, mul(mul(x, 1 / 6), isInside));
}

import { applyOne, shapeError, type Value } from "../graph.ts";
import { defineOperator, text } from "../operator.ts";
import { add } from "./add.ts";
import { erf } from "./erf.ts";
import { exp } from "./exp.ts";
import { mul } from "./mul.ts";
import { sub } from "./sub.ts";
import { tanh } from "./tanh.ts";

/**
 * Gelu: x times the chance that a normal variable is below x: x / 2 * (1 + erf(x / sqrt(2))), or with `approximate` "tanh" an
 * approximation of it.
 *
 * Gradient  dx = dy * (cdf(x) + x * pdf(x)) of the normal distribution, or the derivative of the approximation
 * ONNX      since opset 20
 * Source    Hendrycks & Gimpel 2016, "Gaussian Error Linear Units"
 */
export const geluOperator = defineOperator({
  onnx: "Gelu",
  inputs: ["x"],
  attributes: { approximate: text("none") },
  infer: ({ inputs: { x }, attributes: { approximate } }) => {
    if (approximate !== "none" && approximate !== "tanh") {
      throw shapeError("Gelu", x, { expected: 'approximate to be "none" or "tanh"', got: approximate });
    }
    return [{ dtype: x.dtype, shape: x.shape }];
  },
  gradient: ({ inputs: { x }, attributes, dy }) => ({
    x: () => mul(dy, attributes.approximate === "tanh" ? approximateSlope(x) : exactSlope(x)),
  }),
  trials: [
    { inputs: [[2, 3]] },
    { inputs: [[2, 3]], attributes: { approximate: "tanh" } },
    { inputs: [{ shape: [5], values: [-100, -9, 0, 9, 100] }] },
    { inputs: [{ shape: [5], values: [-100, -9, 0, 9, 100] }], attributes: { approximate: "tanh" } },
  ],
});

/** The Gaussian error linear unit; exact ("none", default) or by tanh. */
export function gelu(x: Value, approximate: "none" | "tanh" = "none"): Value {
  return applyOne(geluOperator, [x], { approximate });
}

function exactSlope(x: Value): Value {
  const u = mul(x, Math.SQRT1_2);
  const cdf = add(mul(erf(u), 0.5), 0.5);
  // pdf = exp(-x * x / 2) / sqrt(2 pi), and x * x / 2 = u * u.
  const pdf = exp(sub(-0.5 * Math.log(2 * Math.PI), mul(u, u)));
  return add(cdf, mul(x, pdf));
}

/** y = x / 2 * (1 + t) with t = tanh(k * (x + c * x^3)). */
function approximateSlope(x: Value): Value {
  const k = Math.sqrt(2 / Math.PI);
  const c = 0.044715;
  const square = mul(x, x);
  const t = tanh(mul(x, add(mul(square, k * c), k)));
  const innerSlope = mul(x, add(mul(square, 1.5 * k * c), 0.5 * k)); // x / 2 times the slope of what tanh is taken of
  return add(add(mul(t, 0.5), 0.5), mul(innerSlope, sub(1, mul(t, t))));
}

import { z } from "zod";
import { sigmoid as apply } from "../../graph/ops/sigmoid.ts";
import { defineLayer } from "../layer.ts";

/**
 * Logistic sigmoid, between 0 and 1. Its slope is 0.25 at most, so that gradients vanish through many of them.
 */
export const sigmoid = defineLayer({
  id: "sigmoid",
  summary: "1 / (1 + exp(-x))",
  schema: z.strictObject({}),
  isMonotone: true,
  isActivation: true,
  saturatesBeyond: [0.01, 0.99], // a slope of 0.01 * 0.99, 4 % of the steepest
  build: (_building, x) => apply(x),
});

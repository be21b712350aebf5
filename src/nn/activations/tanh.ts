import { z } from "zod";
import { tanh as apply } from "../../graph/ops/tanh.ts";
import { defineLayer } from "../layer.ts";

/**
 * Hyperbolic tangent, between -1 and 1; its slope is 1 at 0 and small beyond 2.
 */
export const tanh = defineLayer({
  id: "tanh",
  summary: "hyperbolic tangent",
  schema: z.strictObject({}),
  isMonotone: true,
  isActivation: true,
  saturatesBeyond: [-0.99, 0.99], // a slope of 1 - 0.99^2, 2 % of the steepest
  build: (_building, x) => apply(x),
});

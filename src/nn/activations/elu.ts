import { z } from "zod";
import { elu as apply } from "../../graph/ops/elu.ts";
import { defineLayer } from "../layer.ts";
import { withShorthand } from "../shorthand.ts";

const alpha = z.number().gt(0);
const options = z.strictObject({
  alpha: alpha.default(1).describe("minus the limit at -infinity; above 0; default 1"),
});

/**
 * Exponential linear unit: x where it is positive, else alpha * (exp(x) - 1); never dead, and its mean is nearer 0.
 *
 * @source Clevert, Unterthiner & Hochreiter 2016, "Fast and Accurate Deep Network Learning by Exponential Linear Units"
 */
export const elu = defineLayer({
  id: "elu",
  summary: "x where positive, else alpha * (exp(x) - 1)",
  schema: withShorthand("alpha", alpha, options),
  isMonotone: true,
  isActivation: true,
  build: (_building, x, { alpha }) => apply(x, alpha),
});

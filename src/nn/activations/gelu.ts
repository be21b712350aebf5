import { z } from "zod";
import { gelu as apply } from "../../graph/ops/gelu.ts";
import { defineLayer } from "../layer.ts";

/**
 * Gaussian error linear unit: x times the chance that a standard normal variable is below x. It dips to -0.17, so it is not
 * monotone.
 *
 * @source Hendrycks & Gimpel 2016, "Gaussian Error Linear Units"
 */
export const gelu = defineLayer({
  id: "gelu",
  summary: "x times the normal distribution function of x",
  schema: z.strictObject({
    approximation: z.enum(["none", "tanh"]).default("none").describe("none: exact, default; tanh: as in GPT-2"),
  }),
  isActivation: true,
  build: (_building, x, { approximation }) => apply(x, approximation),
});

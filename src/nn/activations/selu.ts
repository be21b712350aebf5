import { z } from "zod";
import { selu as apply } from "../../graph/ops/selu.ts";
import { defineLayer } from "../layer.ts";

/**
 * Scaled exponential linear unit: keeps mean 0 and variance 1 from layer to layer when weights start lecun-normal.
 *
 * @source Klambauer, Unterthiner, Mayr & Hochreiter 2017, "Self-Normalizing Neural Networks"
 */
export const selu = defineLayer({
  id: "selu",
  summary: "scaled ELU, for networks without normalisation that start lecun-normal",
  schema: z.strictObject({}),
  isMonotone: true,
  isActivation: true,
  build: (_building, x) => apply(x),
});

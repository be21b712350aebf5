import { z } from "zod";
import { relu as apply } from "../../graph/ops/relu.ts";
import { defineLayer } from "../layer.ts";

/**
 * Rectified linear unit: max(x, 0). Its gradient at 0 is 0, as in PyTorch and TensorFlow.
 *
 * @source Nair & Hinton 2010, "Rectified Linear Units Improve Restricted Boltzmann Machines"
 */
export const relu = defineLayer({
  id: "relu",
  summary: "max(x, 0)",
  schema: z.strictObject({}),
  isMonotone: true,
  isActivation: true,
  isZeroBelow: true,
  build: (_building, x) => apply(x),
});

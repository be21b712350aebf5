import { z } from "zod";
import { leakyRelu as apply } from "../../graph/ops/leakyRelu.ts";
import { defineLayer } from "../layer.ts";
import { withShorthand } from "../shorthand.ts";

const slope = z.number().min(0).lt(1);
const options = z.strictObject({
  slope: slope.default(0.01).describe("slope where x is negative; 0 to below 1; default 0.01 (Keras has 0.3)"),
});

/**
 * Leaky ReLU: x where it is positive, else slope * x; the slope on the negative side keeps units from dying. At 0 the gradient
 * is the slope, as in PyTorch.
 *
 * @source Maas, Hannun & Ng 2013, "Rectifier Nonlinearities Improve Neural Network Acoustic Models"
 */
export const leakyRelu = defineLayer({
  id: "leaky-relu",
  summary: "x where positive, else a small slope times x",
  schema: withShorthand("slope", slope, options),
  isMonotone: true,
  isActivation: true,
  build: (_building, x, { slope }) => apply(x, slope),
});

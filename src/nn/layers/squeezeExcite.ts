import { z } from "zod";
import type { Named } from "../../base/named.ts";
import type { Value } from "../../graph/graph.ts";
import { gemm } from "../../graph/ops/gemm.ts";
import { mul } from "../../graph/ops/mul.ts";
import { reduceMean } from "../../graph/ops/reduceMean.ts";
import { reshape } from "../../graph/ops/reshape.ts";
import { sigmoid } from "../../graph/ops/sigmoid.ts";
import { initializerField } from "../initializers/setting.ts";
import { type Building, defineLayer, filledWith, parameter } from "../layer.ts";
import { withShorthand } from "../shorthand.ts";
import { imageSizes } from "./inputs.ts";

const reductionField = z.number().gt(0);
const fields = z.strictObject({
  reduction: reductionField.default(4).describe("channels for each hidden unit; default 4 (16 in the paper)"),
  units: z.int().min(1).optional().describe("hidden units, in place of reduction"),
  activation: z.enum(["relu", "silu"]).default("relu").describe("of the hidden units; default relu"),
  initializer: initializerField("he-normal", "as a ReLU follows"),
});

/**
 * Squeeze and excitation: from the mean of each channel a small network makes a factor of 0 to 1 for each channel.
 *
 * Shapes   x [N, C, H, W], y as x
 * Weights  squeeze.weight [units, C], squeeze.bias [units], excite.weight [C, units], excite.bias [C];
 *          units = C / reduction, rounded, 1 at least
 * Source   Hu, Shen & Sun 2018, "Squeeze-and-Excitation Networks"
 */
export const squeezeExcite = defineLayer({
  id: "squeeze-excite",
  summary: "scales each channel by a factor that a small network makes from the means of all channels",
  schema: withShorthand("reduction", reductionField, fields),
  build: (building, x, { reduction, units, activation, initializer }) => {
    const { channels } = imageSizes(x);
    const hidden = units ?? Math.max(1, Math.round(channels / reduction));
    const means = reduceMean(x, [2, 3], { keepdims: 0 }); // [N, C]
    const squeezed = fullyConnected(building, means, "squeeze", hidden, initializer);
    const active = building.build([{ id: activation, options: {} }], squeezed);
    const factors = sigmoid(fullyConnected(building, active, "excite", channels, initializer));
    return mul(x, reshape(factors, [0, -1, 1, 1]));
  },
});

function fullyConnected(building: Building, x: Value, name: string, units: number, initializer: Named): Value {
  const fans = { fanIn: x.shape[1]!, fanOut: units };
  const weight = parameter(building, `${name}.weight`, [units, fans.fanIn], initializer, fans);
  return gemm(x, weight, parameter(building, `${name}.bias`, [units], filledWith(0), fans), { transB: 1 });
}

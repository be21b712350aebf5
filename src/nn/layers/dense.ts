import { z } from "zod";
import { gemm } from "../../graph/ops/gemm.ts";
import { constantField, initializerSchema } from "../initializers/setting.ts";
import { defineLayer, parameter } from "../layer.ts";
import { withShorthand } from "../shorthand.ts";
import { featureCount } from "./inputs.ts";

const unitsField = z.union([z.int().min(1), z.literal("classes")]);

const fields = z.strictObject({
  units: unitsField.describe("how many numbers come out, or `classes` for one logit a class; required"),
  bias: z.boolean().default(true).describe("adds a learnt number to each output; default true"),
  initializer: initializerSchema
    .optional()
    .describe("how the weights start; default he-normal, glorot-uniform for classes"),
  biasInitializer: constantField("zeros"),
});

const options = fields.transform(({ initializer, ...rest }) => ({
  ...rest,
  initializer: initializer ?? initializerSchema.parse(rest.units === "classes" ? "glorot-uniform" : "he-normal"),
}));

/**
 * A fully connected layer: y = x W^T + b.
 *
 * Weights start He-normal, as a ReLU mostly follows; logits (`units: classes`) Glorot-uniform, as nothing follows them. Both
 * differ from PyTorch's default, uniform of variance 1 / (3 fanIn), which makes signals shrink from layer to layer.
 *
 * Shapes   x [N, F] -> [N, units]
 * Weights  weight [units, F], bias [units], as PyTorch stores them
 */
export const dense = defineLayer({
  id: "dense",
  summary: "fully connected layer; `dense: classes` gives the logits",
  schema: withShorthand("units", unitsField, options),
  build: (building, x, { units, bias, initializer, biasInitializer }) => {
    const features = featureCount(x);
    const outputs = units === "classes" ? building.classes : units;
    const fans = { fanIn: features, fanOut: outputs };
    const weight = parameter(building, "weight", [outputs, features], initializer, fans);
    const shift = bias ? parameter(building, "bias", [outputs], biasInitializer, fans) : undefined;
    return gemm(x, weight, shift, { transB: 1 });
  },
});

import type { Config } from "../../config/config.ts";
import { changeEach, changeModel, layer } from "../changes/changeModel.ts";
import { defineRemedy, type Remedy } from "../remedy.ts";

const rectifiers: readonly string[] = ["relu", "relu6", "leaky-relu", "prelu", "elu", "selu", "gelu", "silu"];

/** @param activation default sigmoid */
export function sigmoidForRelu(activation: "sigmoid" | "tanh" = "sigmoid"): Remedy {
  const change = (config: Config): Config =>
    changeModel(config, (layers) =>
      changeEach(layers, (spec) => (rectifiers.includes(spec.id) ? layer(activation) : spec)),
    );
  return defineRemedy({
    id: "sigmoid-for-relu",
    kind: "fault",
    summary: `${activation} in place of each ReLU or its kin`,
    mayCost: "gradients that shrink at each layer on their way back",
    price: 1,
    appliesTo: (config) => change(config) !== config,
    apply: change,
  });
}

import type { Config } from "../../config/config.ts";
import type { LayerSpec } from "../../nn/layer.ts";
import { changeEach, changeModel } from "../changes/changeModel.ts";

const rectifiers: readonly string[] = ["relu", "relu6"];

/** The config with another activation in place of each ReLU and ReLU6; itself where it has none. */
export function withoutRectifiers(config: Config, activation: LayerSpec): Config {
  return changeModel(config, (layers) =>
    changeEach(layers, (layer) => (rectifiers.includes(layer.id) ? activation : layer)),
  );
}

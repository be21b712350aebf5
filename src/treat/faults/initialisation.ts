import type { Config } from "../../config/config.ts";
import type { LayerSpec } from "../../nn/layer.ts";
import { changeEach, changeModel, lastWeighted } from "../changes/changeModel.ts";

type Options = Readonly<Record<string, unknown>>;

/** Which layers' first weights a fault changes. */
export type Reach = "all" | "all-but-logits";

/** The config with other first weights; itself where no layer has any. */
export function withInitializer(config: Config, initializer: unknown, reach: Reach): Config {
  return withOption(config, "initializer", initializer, reach, () => true);
}

/** The config with other first biases, a number or an initialiser, where layers have biases. */
export function withBiases(config: Config, value: unknown, reach: Reach): Config {
  return withOption(config, "biasInitializer", value, reach, (options) => options["bias"] !== false);
}

function withOption(
  config: Config,
  key: string,
  value: unknown,
  reach: Reach,
  isMeant: (options: Options) => boolean,
): Config {
  const change = (layer: LayerSpec): LayerSpec => {
    const options = layer.options as Options;
    return key in options && isMeant(options) ? { id: layer.id, options: { ...options, [key]: value } } : layer;
  };
  return changeModel(config, (layers) => {
    const logits = reach === "all" ? -1 : lastWeighted(layers);
    return layers.map((layer, i) => (i === logits ? layer : changeEach([layer], change)[0]!));
  });
}

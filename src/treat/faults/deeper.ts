import type { Config } from "../../config/config.ts";
import { findLayer } from "../../nn/layers/index.ts";
import { changeModel, layer } from "../changes/changeModel.ts";
import { defineRemedy, type Remedy } from "../remedy.ts";

/**
 * More convolutions of the last one's width with its activation, where it stands: plain depth, without shortcuts or norms.
 * @param pairs convolutions with an activation that are put in; default 8
 */
export function deeper(pairs = 8): Remedy {
  const change = (config: Config): Config =>
    changeModel(config, (layers) => {
      const last = layers.findLastIndex(({ id }) => id === "conv2d");
      if (last === -1) return layers;
      const activation = layers.findIndex(({ id }, i) => i > last && findLayer(id)?.isActivation === true);
      if (activation === -1) return layers;
      const options = { ...(layers[last]!.options as Readonly<Record<string, unknown>>), stride: 1, bias: true };
      const more = Array.from({ length: pairs }, () => [layer("conv2d", options), layers[activation]!]).flat();
      return [...layers.slice(0, activation + 1), ...more, ...layers.slice(activation + 1)];
    });
  return defineRemedy({
    id: "deeper",
    kind: "fault",
    summary: `${pairs} more convolutions of the last one's width, each with its activation`,
    mayCost: "more time for a step, and gradients that shrink on their way back",
    price: 1.5,
    appliesTo: (config) => change(config) !== config,
    apply: change,
  });
}

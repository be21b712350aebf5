import type { BuiltLayer } from "../../nn/layer.ts";

/**
 * Photos of the batch whose activations are looked at, the first ones: the means over places and channels of 8 photos say
 * what those of 32 say, for a quarter of the work.
 */
export const photosLookedAt = 8;

/** The activations of a model and its last layer: where signals shrink, grow, saturate and die. */
export function signalLayers(layers: readonly BuiltLayer[]): readonly BuiltLayer[] {
  return layers.filter(({ layer }, i) => layer.isActivation === true || i === layers.length - 1);
}

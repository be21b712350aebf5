import type { Layer } from "../layer.ts";

/** Every kind of layer, activations included. */
export const layers: readonly Layer[] = [];

const byId = new Map(layers.map((layer) => [layer.id, layer]));

/** The layer that a config calls `id`, or undefined. */
export function findLayer(id: string): Layer | undefined {
  return byId.get(id);
}

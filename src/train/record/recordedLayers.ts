import type { Graph } from "../../graph/graph.ts";
import type { Backbone } from "../../nn/backbone/backbone.ts";
import { backboneState } from "../../nn/backbone/build.ts";
import type { BuiltLayer } from "../../nn/layer.ts";
import type { RecordedLayer, RecordedWeight } from "./record.ts";

/**
 * A model's layers with the weights that are learnt, in the order of the forward pass: the blocks of a backbone that learn
 * anything, then the layers. A weight is of the innermost layer that its name begins with.
 */
export function recordedLayers(
  graph: Graph,
  layers: readonly BuiltLayer[],
  backbone: Backbone | undefined,
): readonly RecordedLayer[] {
  const learnt = [...graph.states.values()].filter(({ isTrainable }) => isTrainable);
  const weights = learnt.map(({ value: { name, shape } }): RecordedWeight => ({ name, shape }));
  const owners = new Map(weights.map(({ name }) => [name, ownerOf(name, layers)]));
  const own = layers.map(
    ({ place, layer }): RecordedLayer => ({
      place,
      kind: layer.id,
      isActivation: layer.isActivation === true,
      weights: weights.filter(({ name }) => owners.get(name) === place),
    }),
  );
  return [...blocksOf(backbone, weights), ...own];
}

function ownerOf(weight: string, layers: readonly BuiltLayer[]): string | undefined {
  const around = layers.map(({ place }) => place).filter((place) => weight.startsWith(`${place}.`));
  return around.reduce<string | undefined>(
    (best, place) => (place.length > (best?.length ?? 0) ? place : best),
    undefined,
  );
}

function blocksOf(backbone: Backbone | undefined, weights: readonly RecordedWeight[]): RecordedLayer[] {
  if (backbone === undefined) return [];
  const depths = new Map([...backbone.learnt].map(([name, depth]) => [backboneState(name), depth]));
  return Array.from({ length: backbone.blocks }, (_, depth) => ({
    place: `backbone.block-${depth}`,
    kind: "backbone-block",
    isActivation: false,
    weights: weights.filter(({ name }) => depths.get(name) === depth),
  })).filter((block) => block.weights.length > 0);
}

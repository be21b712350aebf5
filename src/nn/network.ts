import { assert } from "../base/errors.ts";
import type { Graph, Value } from "../graph/graph.ts";
import type { Building, Layer, LayerSpec } from "./layer.ts";
import { findLayer } from "./layers/index.ts";

export interface NetworkOptions {
  readonly isTraining: boolean;
  /** Measures running statistics anew; see `Building`. */
  readonly runningShare?: Value | undefined;
  readonly seed: number;
  readonly classes: number;
}

/**
 * Builds a list of layers into a graph. Weights are states named after their layer's place ("0.conv2d.weight"), so that
 * the training graph and the evaluation graph of one list share them.
 *
 * @param x what goes in, [N, C, H, W]
 * @returns what the last layer gives, the logits [N, classes] for a classifier
 * @throws WrasseError "shape-does-not-fit" naming the layer
 */
export function buildNetwork(graph: Graph, layers: readonly LayerSpec[], x: Value, options: NetworkOptions): Value {
  const building: Building = {
    graph,
    ...options,
    build: (inner, value) => buildLayers(building, inner, value),
  };
  return building.build(layers, x);
}

function buildLayers(building: Building, layers: readonly LayerSpec[], x: Value): Value {
  let value = x;
  for (const { spec, layer, position } of pooledFirst(layers)) {
    value = building.graph.within(`${position}.${spec.id}`, () => layer.build(building, value, spec.options));
  }
  return value;
}

interface Placed {
  readonly spec: LayerSpec;
  readonly layer: Layer;
  /** Its place in the list that the user wrote, which names its weights. */
  readonly position: number;
}

/** Max-pooling commutes with a monotone activation: pooled first, the activation and its gradient have less to do. */
function pooledFirst(layers: readonly LayerSpec[]): Placed[] {
  const placed = layers.map((spec, position): Placed => {
    const layer = findLayer(spec.id);
    assert(layer !== undefined, `the config knows the layer ${spec.id}`);
    return { spec, layer, position };
  });
  for (let i = 0; i + 1 < placed.length; i += 1) {
    const [first, second] = [placed[i]!, placed[i + 1]!];
    if (first.layer.isMonotone === true && second.layer.isMaxPool === true) placed.splice(i, 2, second, first);
  }
  return placed;
}

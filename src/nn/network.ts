import { assert } from "../base/errors.ts";
import type { Graph, Value } from "../graph/graph.ts";
import { slice } from "../graph/ops/slice.ts";
import { joinMetadata, type MetadataInput, positionOfJoin } from "./joinMetadata.ts";
import type { Building, BuiltLayer, Layer, LayerSpec, LayerValue } from "./layer.ts";
import { findLayer } from "./layers/index.ts";

export interface NetworkOptions {
  readonly isTraining: boolean;
  /** Measures running statistics anew; see `Building`. */
  readonly runningShare?: Value | undefined;
  readonly seed: number;
  readonly classes: number;
  /** Facts that are joined to the image features before the last dense layer; default: none. */
  readonly metadata?: MetadataInput | undefined;
  /** Is told of each layer in the order of the forward pass, the inner layers of a layer before it. */
  readonly seen?: ((layer: BuiltLayer) => void) | undefined;
}

/**
 * Builds a list of layers into a graph. Weights are states named after their layer's place ("0.conv2d.weight"), so that
 * the training graph and the evaluation graph of one list share them.
 *
 * @param x what goes in, [N, C, H, W]
 * @returns what the last layer gives, the logits [N, classes] for a classifier
 * @throws WrasseError "shape-does-not-fit" naming the layer; "metadata-without-place" where no layer is dense
 */
export function buildNetwork(
  graph: Graph,
  layers: readonly LayerSpec[],
  x: Value,
  { metadata, ...options }: NetworkOptions,
): Value {
  const building: Building = {
    graph,
    ...options,
    build: (inner, value) => buildLayers(building, inner, value),
  };
  if (metadata === undefined) return building.build(layers, x);
  const place = positionOfJoin(layers);
  return buildLayers(building, layers, x, (position, value) =>
    position === place ? joinMetadata(building, value, metadata) : value,
  );
}

/** @param before what becomes of a value before the layer at a position; default: nothing */
function buildLayers(
  building: Building,
  layers: readonly LayerSpec[],
  x: Value,
  before: (position: number, value: Value) => Value = (_, value) => value,
): Value {
  const placed = layers.map((spec, position): Placed => {
    const layer = findLayer(spec.id);
    assert(layer !== undefined, `the config knows the layer ${spec.id}`);
    return { spec, layer, position };
  });
  let value = x;
  for (let at = 0; at < placed.length; ) {
    value = before(at, value);
    const pools = placed[at]!.layer.isMonotone === true ? poolsFrom(placed, at + 1) : [];
    value =
      pools.length === 0 ? buildOne(building, placed[at]!, value) : buildPooled(building, placed[at]!, pools, value);
    at += 1 + pools.length;
  }
  return value;
}

interface Placed {
  readonly spec: LayerSpec;
  readonly layer: Layer;
  /** Its place in the list that the user wrote, which names its weights. */
  readonly position: number;
}

/** The max-pools from a place on, up to the first other layer. */
function poolsFrom(placed: readonly Placed[], first: number): Placed[] {
  let end = first;
  while (placed[end]?.layer.isMaxPool === true) end += 1;
  return placed.slice(first, end);
}

function buildOne(building: Building, placed: Placed, x: Value): Value {
  const y = apply(building, placed, x);
  tell(building, placed, of(x), of(y));
  return y;
}

/** Max-pooling commutes with a monotone activation: pooled first, the activation and its gradient have less to do. */
function buildPooled(building: Building, activation: Placed, pools: readonly Placed[], x: Value): Value {
  const pooled = [x];
  for (const pool of pools) pooled.push(apply(building, pool, pooled.at(-1)!));
  const y = apply(building, activation, pooled.at(-1)!);
  // What the model says: the activation of x, then its pools. Only the last of these values is in the graph.
  const { graph } = building;
  const place = graph.at;
  const given = pooled.map((value, i): LayerValue => {
    if (i === pools.length) return of(y);
    const activated = (photos?: number): Value => apply(building, activation, of(value)(photos));
    return remembered((photos) => (place === "" ? activated(photos) : graph.within(place, () => activated(photos))));
  });
  tell(building, activation, of(x), given[0]!);
  pools.forEach((pool, i) => {
    tell(building, pool, given[i]!, given[i + 1]!);
  });
  return y;
}

function apply(building: Building, { spec, layer, position }: Placed, x: Value): Value {
  return building.graph.within(`${position}.${spec.id}`, () => layer.build(building, x, spec.options));
}

function tell(
  { graph, seen }: Building,
  { spec, layer, position }: Placed,
  takes: LayerValue,
  gives: LayerValue,
): void {
  seen?.({ place: graph.within(`${position}.${spec.id}`, () => graph.at), layer, takes, gives });
}

/** A value of the graph, or its rows of the first photos. */
function of(value: Value): LayerValue {
  return remembered((photos = Infinity) => (photos < value.shape[0]! ? slice(value, [0], [photos], [0]) : value));
}

/** Makes the nodes for a number of photos once, however many ask. */
function remembered(make: LayerValue): LayerValue {
  const made = new Map<number | undefined, Value>();
  return (photos) => {
    const value = made.get(photos) ?? make(photos);
    made.set(photos, value);
    return value;
  };
}

import type { Graph, Node, Value } from "../../graph/graph.ts";
import type { ParsedNode } from "../../graph/onnx.ts";
import { slice } from "../../graph/ops/slice.ts";
import type { Backbone } from "../../nn/backbone/backbone.ts";
import type { BuiltLayer, Layer, LayerValue } from "../../nn/layer.ts";
import { findLayer } from "../../nn/layers/index.ts";

/** Operators of files that are activations, and the layer that does the same. */
const layerIds: Readonly<Record<string, string>> = {
  Clip: "relu6",
  Elu: "elu",
  Gelu: "gelu",
  LeakyRelu: "leaky-relu",
  PRelu: "prelu",
  Relu: "relu",
  Selu: "selu",
  Sigmoid: "sigmoid",
  Tanh: "tanh",
};

/**
 * The activations of the part of an .onnx file that learns, as layers: each is called by the file's name of what it gives.
 * Called before anything else is added to the graph.
 *
 * Left out are a Clip that does not begin at 0, and a Sigmoid that its own input is multiplied by, which is a SiLU.
 */
export function backboneActivations(graph: Graph, backbone: Backbone | undefined): readonly BuiltLayer[] {
  if (backbone === undefined) return [];
  const isActivation = ({ type }: ParsedNode): boolean => layerIds[type] !== undefined;
  // Nodes come into the graph one by one in the file's order, the frozen ones first.
  const written = [...backbone.frozen, ...backbone.trained].filter(isActivation);
  const built = graph.nodes.filter(
    ({ operator, at }) => layerIds[operator.onnx] !== undefined && (at === "backbone" || at.startsWith("backbone.")),
  );
  const learns = new Set(backbone.trained);
  return written.flatMap((node, i): BuiltLayer[] => {
    const place = node.outputs[0]!;
    const found = built[i];
    const layer = found && layerOf(found, graph);
    if (layer === undefined || !learns.has(node)) return [];
    return [{ place, layer, takes: rows(found!.inputs[0]!), gives: rows(found!.outputs[0]!) }];
  });
}

function layerOf({ operator, inputs, outputs }: Node, graph: Graph): Layer | undefined {
  const [x, low] = inputs;
  if (operator.onnx === "Clip" && low?.constant?.data[0] !== 0) return undefined;
  const isGate = (node: Node): boolean =>
    node.operator.onnx === "Mul" && node.inputs.includes(x) && node.inputs.includes(outputs[0]);
  if (operator.onnx === "Sigmoid" && graph.nodes.some(isGate)) return undefined;
  return findLayer(layerIds[operator.onnx]!);
}

function rows(value: Value): LayerValue {
  return (photos = Infinity) => (photos < value.shape[0]! ? slice(value, [0], [photos], [0]) : value);
}

import type { ParsedModel, ParsedNode } from "../../graph/onnx.ts";
import { sizeOf, type TensorData } from "../../graph/tensor.ts";

/**
 * A file's model in the form that a training can take: each use of a weight has a weight of its own, weights in Constant
 * nodes are weights like others, and batch norms use their running statistics.
 *
 * Exporters store equal numbers once (all batch norms of an untrained net share one tensor of ones, through Identity
 * nodes named after each); trained on, they must differ.
 */
export function prepareModel(model: ParsedModel): ParsedModel {
  const weights = new Map(model.weights);
  const nodes = model.nodes.flatMap((node): ParsedNode[] => {
    const known = numbersOfNode(node, weights);
    if (known !== undefined) {
      weights.set(node.outputs[0]!, known);
      return [];
    }
    return [node.type === "BatchNormalization" ? inEvaluation(node) : node];
  });
  return { ...model, weights, nodes };
}

function numbersOfNode(
  { type, inputs, attributes }: ParsedNode,
  weights: ReadonlyMap<string, TensorData>,
): TensorData | undefined {
  if (type === "Identity") return weights.get(inputs[0]!);
  const { value } = attributes;
  if (type !== "Constant" || typeof value !== "object" || !("dtype" in value)) return undefined;
  return value.dtype === "float32" && sizeOf(value.shape) > 1 ? value : undefined;
}

function inEvaluation(node: ParsedNode): ParsedNode {
  const { epsilon, momentum, spatial } = node.attributes;
  const attributes = { epsilon, momentum, ...(spatial !== undefined && { spatial }) };
  return { ...node, attributes, outputs: node.outputs.slice(0, 1) };
}

/** The nodes that a value needs, in the file's order. */
export function nodesFor(model: ParsedModel, value: string): ParsedNode[] {
  const needed = new Set([value]);
  const kept: ParsedNode[] = [];
  for (const node of [...model.nodes].reverse()) {
    if (!node.outputs.some((name) => needed.has(name))) continue;
    for (const name of node.inputs) needed.add(name);
    kept.push(node);
  }
  return kept.reverse();
}

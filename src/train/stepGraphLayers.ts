import type { Graph, Value } from "../graph/graph.ts";

/**
 * What each layer gives, by its place in the model ("0.conv2d", "2.residual", "2.residual.main.0.conv2d"): the last
 * value made at that place that something outside it uses. To be called when the forward pass is all that the graph has.
 */
export function layerOutputs(graph: Graph, logits: Value): Map<string, Value> {
  const outputs = new Map<string, Value>();
  const leaves = (value: Value | undefined, to: string): void => {
    const from = value?.producer?.at;
    if (value === undefined || from === undefined) return;
    for (const place of placesOf(from)) if (!isWithin(to, place)) outputs.set(place, value);
  };
  for (const node of graph.nodes) for (const input of node.inputs) leaves(input, node.at);
  leaves(logits, "");
  outputs.delete("");
  return outputs;
}

/** A place and all that it lies in: "a.b" gives "a.b" and "a". Layers' own places hold a number and a name. */
function placesOf(at: string): string[] {
  const parts = at.split(".");
  return parts.map((_, i) => parts.slice(0, i + 1).join(".")).filter((place) => /(^|\.)\d+\.[^.]+$/.test(place));
}

function isWithin(at: string, place: string): boolean {
  return at === place || at.startsWith(`${place}.`);
}

import type { Graph, Value } from "../graph/graph.ts";

/**
 * What each layer gives, by its place in the model ("0.conv2d", "2.residual", "2.residual.main.0.conv2d"): of the values
 * made at that place the one that is used last, which is what the next layer takes. To be called when the forward pass
 * is all that the graph has.
 */
export function layerOutputs(graph: Graph, logits: Value): Map<string, Value> {
  const outputs = new Map<string, Value>();
  for (const used of [...graph.nodes.flatMap(({ inputs }) => inputs), logits]) {
    if (used?.producer === undefined) continue;
    for (const place of placesOf(used.producer.at)) outputs.set(place, used);
  }
  return outputs;
}

/** A place and all that it lies in, as far as they are layers: those end in a number and a name, such as "0.conv2d". */
function placesOf(at: string): string[] {
  const parts = at.split(".");
  return parts.map((_, i) => parts.slice(0, i + 1).join(".")).filter((place) => /(^|\.)\d+\.[^.]+$/.test(place));
}

import { Graph } from "../../graph/graph.ts";
import { sizeOf } from "../../graph/tensor.ts";
import type { LayerSpec } from "../layer.ts";
import { buildNetwork } from "../network.ts";

/** How many numbers a list of layers learns, for photos of `size` pixels in `channels` colours. */
export function parameterCount(
  layers: readonly LayerSpec[],
  { size, channels = 3, classes }: { readonly size: number; readonly channels?: number; readonly classes: number },
): number {
  const graph = new Graph();
  const x = graph.input("x", "float32", [1, channels, size, size]);
  buildNetwork(graph, layers, x, { isTraining: false, seed: 0, classes });
  const learnt = [...graph.states.values()].filter(({ isTrainable }) => isTrainable);
  return learnt.reduce((sum, { value }) => sum + sizeOf(value.shape), 0);
}

import { Graph } from "../../src/graph/graph.ts";
import type { Shape } from "../../src/graph/tensor.ts";
import { parseLayers } from "../../src/nn/layerList.ts";
import { buildNetwork } from "../../src/nn/network.ts";

/** The shape that layers, as a config lists them, give for x; nothing is run. */
export function shapeOf(layers: readonly unknown[], x: Shape, classes = 4): Shape {
  const graph = new Graph();
  const input = graph.input("x", "float32", x);
  return buildNetwork(graph, parseLayers(layers, "model"), input, { isTraining: true, seed: 0, classes }).shape;
}

import { Graph, type Value } from "../../src/graph/graph.ts";
import type { TensorData } from "../../src/graph/tensor.ts";
import { Program } from "../../src/runtime/program.ts";
import { ProgramState } from "../../src/runtime/state.ts";

/** Builds a graph of the given inputs, runs it once on one thread and gives copies of its outputs. */
export async function evaluate<K extends string>(
  inputs: Readonly<Record<string, TensorData>>,
  build: (values: Record<string, Value>, graph: Graph) => Record<K, Value>,
): Promise<Record<K, TensorData>> {
  const graph = new Graph();
  const values = Object.fromEntries(
    Object.entries(inputs).map(([name, { dtype, shape }]) => [name, graph.input(name, dtype, shape)]),
  );
  const program = await Program.compile(graph, build(values, graph), { threads: 1 });
  const state = new ProgramState();
  state.declare(graph);
  try {
    return (await program.run(state, inputs, { seed: 0, step: 0 })) as Record<K, TensorData>;
  } finally {
    await program.release();
  }
}

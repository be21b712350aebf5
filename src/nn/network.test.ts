import { describe, expect, test } from "vitest";
import { draws } from "../base/random.ts";
import { gradients } from "../graph/gradients.ts";
import { Graph } from "../graph/graph.ts";
import { numbersOf, tensorOf } from "../graph/tensor.ts";
import { Program } from "../runtime/program.ts";
import { ProgramState } from "../runtime/state.ts";
import { parseLayers } from "./layerList.ts";
import { layers } from "./layers/index.ts";
import { buildNetwork } from "./network.ts";

const options = { isTraining: true, seed: 7, classes: 3 };

function built(list: readonly unknown[], isTraining = true): Graph {
  const graph = new Graph();
  const x = graph.input("x", "float32", [2, 3, 8, 8]);
  buildNetwork(graph, parseLayers(list, "model"), x, { ...options, isTraining });
  return graph;
}

const list = [{ conv2d: 4 }, "batch-norm", "relu", { "max-pool2d": 2 }, "flatten", { dense: "classes" }];

describe("a network", () => {
  test("names its weights by their place in the list, also where layers change places", () => {
    expect([...built(list).states.keys()]).toEqual([
      "0.conv2d.weight",
      "0.conv2d.bias",
      "1.batch-norm.scale",
      "1.batch-norm.shift",
      "1.batch-norm.mean",
      "1.batch-norm.variance",
      "5.dense.weight",
      "5.dense.bias",
    ]);
  });

  test("has the same states in training and in evaluation", () => {
    expect([...built(list, false).states.keys()]).toEqual([...built(list).states.keys()]);
  });

  test("first weights are a function of the seed and the name: another layer behind changes none", () => {
    const first = (graph: Graph): unknown => graph.states.get("0.conv2d.weight")!.initial();
    expect(first(built([...list.slice(0, 2), "relu"]))).toEqual(first(built(list)));
  });

  test("names the layer whose input does not fit", () => {
    expect(() =>
      built([{ conv2d: 4 }, "global-average-pool2d", "relu", { "max-pool2d": 2 }]),
    ).toThrowErrorMatchingInlineSnapshot(`
      [WrasseError: shape-does-not-fit at 3.max-pool2d
        expected images [N, C, H, W], got [2, 4]
        try: put the layer before flatten or global pooling, where there still are pixels]
    `);
  });
});

describe("a max-pool after a monotone activation", () => {
  const monotone = layers.filter(({ isMonotone }) => isMonotone === true).map(({ id }) => id);

  test("goes before it, and after any other stays where it is", () => {
    const operators = (activation: string): string[] =>
      built([activation, { "max-pool2d": 2 }]).nodes.map(({ operator }) => operator.onnx);
    expect(operators("relu")).toEqual(["MaxPool", "Relu"]);
    expect(operators("gelu")).toEqual(["Gelu", "MaxPool"]);
  });

  test.each(monotone)("%s: outputs and gradients are those of the order that was written", async (id) => {
    const x = tensorOf(
      "float32",
      [2, 3, 6, 6],
      [...Array(216)].map((_, i) => draws(1, "x", i).normal(0, 3)),
    );
    // A layer that does nothing keeps the two apart, so that they stay in the order in which they were written.
    const swapped = await outputAndGradient([id, { "max-pool2d": 2 }], x);
    const written = await outputAndGradient([id, { dropout: 0 }, { "max-pool2d": 2 }], x);
    expect(swapped).toEqual(written);
  });
});

async function outputAndGradient(list: readonly unknown[], data: ReturnType<typeof tensorOf>): Promise<number[][]> {
  const graph = new Graph();
  const x = graph.input("x", "float32", data.shape);
  const y = buildNetwork(graph, parseLayers(list, "model"), x, options);
  const [dx] = gradients(y, [x]);
  const program = await Program.compile(graph, { y, dx: dx! }, { threads: 1 });
  const results = await program.run(new ProgramState(), { x: data });
  await program.release();
  return [numbersOf(results.y), numbersOf(results.dx)];
}

import { expect, test } from "vitest";
import { readOptions } from "../../base/options.ts";
import { draws } from "../../base/random.ts";
import { gradients } from "../../graph/gradients.ts";
import { Graph, type Value } from "../../graph/graph.ts";
import { mul } from "../../graph/ops/mul.ts";
import { reduceSumSquare } from "../../graph/ops/reduceSumSquare.ts";
import { numbersOf, sizeOf, tensorOf } from "../../graph/tensor.ts";
import { Program } from "../../runtime/program.ts";
import { ProgramState } from "../../runtime/state.ts";
import { buildNetwork } from "../network.ts";
import { modelLayers, modelSchema } from "./setting.ts";

// Narrow, so that a step takes milliseconds.
test.each([
  { name: "small-cnn", width: 4 },
  { name: "vgg", width: 4, dropout: 0 },
  { name: "resnet", depth: 18, width: 4, stem: "imagenet" },
  { name: "resnet", depth: 20, width: 4 },
  { name: "mobilenet-v2", width: 0.1, dropout: 0 },
  { name: "efficientnet-b0", width: 0.1, dropout: 0, stochasticDepth: 0 },
])("$name: the signal reaches the logits, and a gradient every weight", async (setting) => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [4, 3, 32, 32]);
  const layers = modelLayers(readOptions(modelSchema, setting, "model"), { size: 32 });
  const logits = buildNetwork(graph, layers, x, { isTraining: true, seed: 1, classes: 5 });
  expect(logits.shape).toEqual([4, 5]);
  const learnt = [...graph.states.values()].filter(({ isTrainable }) => isTrainable).map(({ value }) => value);
  const made = gradients(mul(reduceSumSquare(logits, undefined, { keepdims: 0 }), 0.5), learnt);
  const outputs: Record<string, Value> = { logits };
  made.forEach((gradient, i) => {
    outputs[`by ${learnt[i]!.name}`] = gradient!;
  });
  const program = await Program.compile(graph, outputs, { threads: 1, isReadOnly: true });
  const state = new ProgramState();
  state.declare(graph);
  const rng = draws(1, "x");
  const photos = tensorOf(
    "float32",
    x.shape,
    Array.from({ length: sizeOf(x.shape) }, () => rng.normal()),
  );
  const results = await program.run(state, { x: photos }, { seed: 1, step: 0 });
  await program.release();
  const size = (name: string): number => Math.sqrt(numbersOf(results[name]!).reduce((sum, v) => sum + v * v, 0));
  // Initialisation keeps signals neither vanishing nor exploding: a logit is around 1.
  expect(size("logits") / Math.sqrt(20)).toBeGreaterThan(0.01);
  expect(size("logits") / Math.sqrt(20)).toBeLessThan(30);
  const still = learnt.filter(({ name }) => !(size(`by ${name}`) > 0)).map(({ name }) => name);
  expect(still, "weights without a gradient").toEqual([]);
});

import { expect, test } from "vitest";
import { layerContract, runLayers } from "../../../test/support/layerContract.ts";
import { draws } from "../../base/random.ts";
import { Graph } from "../../graph/graph.ts";
import { numbersOf, tensorOf } from "../../graph/tensor.ts";
import { Program } from "../../runtime/program.ts";
import { ProgramState } from "../../runtime/state.ts";
import { parseLayers } from "../layerList.ts";
import { buildNetwork } from "../network.ts";
import { batchNorm } from "./batchNorm.ts";

layerContract(batchNorm, [
  { x: [3, 5, 7], y: [3, 5, 7], states: { scale: [3], shift: [3], mean: [3], variance: [3] } },
  { x: [6], y: [6], states: { scale: [6], shift: [6], mean: [6], variance: [6] } },
  {
    options: { momentum: 0.5, epsilon: 0.1 },
    x: [1, 2, 2],
    y: [1, 2, 2],
    states: { scale: [1], shift: [1], mean: [1], variance: [1] },
  },
]);

test("in training each channel has mean 0 and variance 1, however far from 0 it was", async () => {
  const rng = draws(1, "x");
  const x = tensorOf(
    "float32",
    [4, 2, 5, 5],
    Array.from({ length: 200 }, () => 1000 + rng.normal()),
  );
  const y = numbersOf(await runLayers(["batch-norm"], x, { isTraining: true }));
  for (const channel of [0, 1]) {
    const own = y.filter((_, i) => Math.floor(i / 25) % 2 === channel);
    const mean = own.reduce((sum, v) => sum + v, 0) / own.length;
    expect(mean).toBeCloseTo(0, 2);
    expect(own.reduce((sum, v) => sum + (v - mean) ** 2, 0) / own.length).toBeCloseTo(1, 2);
  }
});

test("one number a channel gives the shift, not NaN", async () => {
  const y = await runLayers(["batch-norm"], tensorOf("float32", [1, 2], [5, -3]), { isTraining: true });
  expect(numbersOf(y)).toEqual([0, 0]);
});

test("running statistics follow the batch's, the variance unbiased", async () => {
  const graph = new Graph();
  const x = graph.input("x", "float32", [4, 1]);
  const layers = parseLayers([{ "batch-norm": { momentum: 0.75 } }], "model");
  const y = buildNetwork(graph, layers, x, { isTraining: true, seed: 0, classes: 2 });
  const program = await Program.compile(graph, { y }, { threads: 1 });
  const state = new ProgramState();
  state.declare(graph);
  await program.run(state, { x: tensorOf("float32", [4, 1], [1, 2, 3, 6]) });
  await program.release();
  expect(numbersOf(state.read("0.batch-norm.mean"))[0]).toBeCloseTo(0.25 * 3, 6);
  // Squared distances from the mean 3 are 4 + 1 + 0 + 9 = 14, over 4 - 1.
  expect(numbersOf(state.read("0.batch-norm.variance"))[0]).toBeCloseTo(0.75 + (0.25 * 14) / 3, 6);
});

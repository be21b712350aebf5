import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tinyDataset } from "../../test/support/tinyDataset.ts";
import { parseConfig } from "../config/config.ts";
import { numbersOf, tensorOf } from "../graph/tensor.ts";
import { averageOf } from "../nn/averaging.ts";
import { parseLayers } from "../nn/layerList.ts";
import { findLoss } from "../nn/losses/index.ts";
import { Program } from "../runtime/program.ts";
import { ProgramState } from "../runtime/state.ts";
import { fit } from "./fit.ts";
import { planTraining } from "./plan.ts";
import { buildStatisticsGraph, runningShareInput, stepInputs } from "./stepGraph.ts";
import { Trainer } from "./trainer.ts";

interface Fixture {
  readonly mean: [number, number, number];
  readonly deviation: [number, number, number];
  readonly pixels: readonly number[];
  readonly tensors: Readonly<Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>>;
}

test("statistics measured over three batches equal those of PyTorch's update_bn", async () => {
  const path = new URL("../../test/fixtures/update_bn.json", import.meta.url);
  const { mean, deviation, pixels, tensors } = JSON.parse(readFileSync(path, "utf8")) as Fixture;
  const [batch, size] = [8, 6];
  const layers = parseLayers(
    [
      { conv2d: { filters: 4, kernel: 3 } },
      "batch-norm",
      "relu",
      "global-average-pool2d",
      { "batch-norm": { momentum: 0.7 } },
      { dense: "classes" },
    ],
    "model",
  );
  const network = { layers, classes: 3, size, statistics: { mean, deviation }, seed: 0 };
  const loss = { loss: findLoss("cross-entropy")!, options: {} };
  const graph = buildStatisticsGraph({ network, batch, loss });
  const state = new ProgramState();
  state.declare(graph);
  // The statistics start from what a state starts with: the first batch counts whole, so that nothing of it is left.
  for (const name of state.names) {
    if (graph.updates.has(name)) continue;
    state.write(name, tensorOf("float32", tensors[name]!.shape, tensors[name]!.values));
  }
  const program = await Program.compile(graph, {}, { threads: 1 });
  const bytes = batch * 3 * size * size;
  for (let first = 0; first < 3; first += 1) {
    await program.run(state, {
      [stepInputs.pixels]: tensorOf("uint8", [batch, 3, size, size], pixels.slice(first * bytes, (first + 1) * bytes)),
      [runningShareInput]: tensorOf("float32", [], [1 / (first + 1)]),
    });
  }
  await program.release();
  expect([...graph.updates.keys()].sort()).toEqual([
    "1.batch-norm.mean",
    "1.batch-norm.variance",
    "4.batch-norm.mean",
    "4.batch-norm.variance",
  ]);
  for (const name of graph.updates.keys()) {
    numbersOf(state.read(name)).forEach((value, i) => {
      // float32 sums in another order, of numbers around 1.
      expect(value, name).toBeCloseTo(tensors[name]!.values[i]!, 5);
    });
  }
});

/** The statistics of a batch norm that sees the pictures themselves, after three epochs with augmentation. */
async function measuredOnPictures(averaging: object | null): Promise<{ mean: number[]; variance: number[] }> {
  const config = parseConfig({
    data: { path: "none" },
    model: ["batch-norm", { conv2d: 2 }, "global-average-pool2d", { dense: "classes" }],
    augmentation: [{ brightness: 0.5 }],
    epochs: 3,
    batch: 8,
    averaging,
  });
  const dataset = tinyDataset(72); // 48 training photos: six full batches
  const trainer = await Trainer.create(planTraining(config, dataset), dataset, { threads: 1 });
  try {
    await fit(trainer, { earlyStopping: config.earlyStopping });
    const state = await trainer.modelState();
    return {
      mean: numbersOf(state.read("0.batch-norm.mean")),
      variance: numbersOf(state.read("0.batch-norm.variance")),
    };
  } finally {
    await trainer.release();
  }
}

test("the mean that swa measures is that of all training photos without augmentation, and ema's is not", async () => {
  const swa = await measuredOnPictures({ name: "swa", start: 0.3 });
  const ema = await measuredOnPictures({ name: "ema" });
  // Pictures are normalised by the training photos' own mean, so theirs is 0.
  for (const mean of swa.mean) expect(mean).toBeCloseTo(0, 5);
  // The mean of variances within batches of 8, which lack what the batches' means differ by: some per cent.
  for (const variance of swa.variance) {
    expect(variance).toBeGreaterThan(0.9);
    expect(variance).toBeLessThan(1.02);
  }
  expect(Math.max(...ema.mean.map(Math.abs))).toBeGreaterThan(1e-3);
});

test("an average of one epoch's weights keeps the statistics that belong to them", async () => {
  const config = parseConfig({
    data: { path: "none" },
    model: ["batch-norm", { conv2d: 2 }, "global-average-pool2d", { dense: "classes" }],
    epochs: 2,
    batch: 8,
    averaging: { name: "swa", start: 1 },
  });
  const dataset = tinyDataset();
  const trainer = await Trainer.create(planTraining(config, dataset), dataset, { threads: 1 });
  await fit(trainer, { earlyStopping: config.earlyStopping });
  for (const name of ["0.batch-norm.mean", "0.batch-norm.variance"]) {
    expect(numbersOf(trainer.state.read(averageOf(name)))).toEqual(numbersOf(trainer.state.read(name)));
  }
  await trainer.release();
});

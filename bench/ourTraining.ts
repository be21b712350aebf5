import { draws } from "../src/base/random.ts";
import type { AugmentationChoice } from "../src/data/augmentations/augmentation.ts";
import type { LayerSpec } from "../src/nn/layer.ts";
import { findLoss } from "../src/nn/losses/index.ts";
import { parseModel } from "../src/nn/models/setting.ts";
import { findOptimizer } from "../src/nn/optimizers/index.ts";
import { Program } from "../src/runtime/program.ts";
import { ProgramState } from "../src/runtime/state.ts";
import { buildStepGraph } from "../src/train/stepGraph.ts";
import { StepFeeds } from "../src/train/stepGraphFeeds.ts";

/** What a config's `model` says: a name with options. */
export interface ModelSetting {
  readonly name: string;
  readonly [option: string]: unknown;
}

/** A model that trains on one batch again and again. */
export interface Training {
  readonly layers: readonly LayerSpec[];
  /** The first weights, in the order of the layers. */
  readonly weights: readonly { readonly shape: readonly number[]; readonly data: Float32Array }[];
  /** The batch, [batch, 3, size, size] RGB; normalised by a mean of 0.5 and a deviation of 0.25. */
  readonly pixels: Uint8Array;
  /** Takes one training step and returns the loss before it. */
  readonly step: () => Promise<number>;
  readonly release: () => Promise<void>;
}

export interface TrainingShape {
  readonly batch: number;
  readonly size: number;
  readonly classes: number;
  readonly threads: number;
  /** Changes of the photos, drawn anew at each step; default: none. */
  readonly augmentation?: readonly AugmentationChoice[];
}

const seed = 0;
const learningRate = 0.01;

/** The layers of a model, as a config's `model` names it, for photos of `size` pixels. */
export function layersOf(model: ModelSetting, size: number): readonly LayerSpec[] {
  return parseModel(model, "model", { size });
}

/** Compiles a model's training step (SGD with momentum 0.9), with one random batch to feed it. */
export async function openTraining(
  model: ModelSetting,
  { batch, size, classes, threads, augmentation = [] }: TrainingShape,
): Promise<Training> {
  const layers = layersOf(model, size);
  const [crossEntropy, sgd] = [findLoss("cross-entropy")!, findOptimizer("sgd")!];
  const step = buildStepGraph({
    network: { layers, classes, size, statistics: { mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25] }, seed },
    batch,
    loss: { loss: crossEntropy, options: crossEntropy.schema.parse({}) },
    optimizer: { optimizer: sgd, options: sgd.schema.parse({ learningRate, momentum: 0.9, weightDecay: 0 }) },
    augmentation,
    classCounts: new Array<number>(classes).fill(batch / classes),
  });
  const state = new ProgramState();
  state.declare(step.graph);
  const program = await Program.compile(step.graph, step.outputs, { threads });
  const feeds = new StepFeeds(step);
  const rng = draws(seed, "bench:pixels");
  const pixels = Uint8Array.from({ length: batch * 3 * size * size }, () => Math.floor(rng.uniform(0, 256)));
  const labels = BigInt64Array.from({ length: batch }, (_, photo) => BigInt(photo % classes));
  const photos = Array.from({ length: batch }, (_, photo) => photo);
  let taken = 0;
  return {
    layers,
    weights: [...step.graph.states.values()]
      .filter(({ isTrainable }) => isTrainable)
      .map(({ value }) => ({ shape: value.shape, data: (state.read(value.name).data as Float32Array).slice() })),
    pixels,
    step: async () => {
      const fed = feeds.fill({ pixels, labels, photos, epoch: taken, seed, step: taken, learningRate });
      const { loss } = await program.run(state, fed, { seed, step: taken });
      taken += 1;
      return loss!.data[0] as number;
    },
    release: () => program.release(),
  };
}

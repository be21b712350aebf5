import { assert } from "../base/errors.ts";
import { mixTargets } from "../data/augmentations/mixing.ts";
import type { AugmentationFeeds } from "../data/augmentations/stage.ts";
import { oneHot } from "../data/batches.ts";
import type { Shape, TensorData } from "../graph/tensor.ts";
import { zeros } from "../graph/tensor.ts";
import { fillNormals } from "../nn/gradientNoise.ts";
import type { StepSettings } from "../nn/optimizer.ts";
import type { Feeds } from "../runtime/program.ts";
import { type StepGraph, stepInputs } from "./stepGraph.ts";

/** One batch and where the training stands. */
export interface StepBatch extends StepSettings {
  /** [batch, 3, size, size] RGB, 0..255; read while the step runs */
  readonly pixels: Uint8Array;
  /** [batch] class indices */
  readonly labels: BigInt64Array;
  /** [batch] indices of the photos in the data set, which their augmentations depend on */
  readonly photos: ArrayLike<number>;
  readonly epoch: number;
  readonly seed: number;
}

/** The buffers that feed a training step, used again at each step. */
export class StepFeeds {
  private readonly pixelShape: Shape;
  private readonly targets: TensorData;
  private readonly scalars: ReadonlyMap<string, TensorData>;
  private readonly normals: ReadonlyMap<string, TensorData>;
  private readonly augmentation: AugmentationFeeds;

  constructor(private readonly step: StepGraph) {
    const { batch, classes, size } = step;
    this.pixelShape = [batch, 3, size, size];
    this.targets = zeros("float32", [batch, classes]);
    this.scalars = new Map([...step.scalars.keys()].map((name) => [name, zeros("float32", [])]));
    this.normals = new Map(step.normals.map(({ name, shape }) => [name, zeros("float32", shape)]));
    this.augmentation = step.augmentation.buffers(batch);
  }

  /** Fills the buffers for a step. They hold this step until the next call. */
  fill({ pixels, labels, photos, epoch, seed, ...settings }: StepBatch): Feeds {
    assert(labels.length === this.step.batch, `a step of ${this.step.batch} photos gets as many, not ${labels.length}`);
    const targets = this.targets.data as Float32Array;
    oneHot(labels, this.step.classes, targets);
    for (const [name, at] of this.step.scalars) this.scalars.get(name)!.data[0] = at(settings);
    for (const [name, { data }] of this.normals) fillNormals(data as Float32Array, seed, name, settings.step);
    const mixing = this.step.augmentation.fill(this.augmentation, { seed, epoch, photos, labels });
    if (mixing !== undefined) mixTargets(targets, this.step.classes, mixing);
    return {
      ...this.augmentation,
      ...Object.fromEntries(this.scalars),
      ...Object.fromEntries(this.normals),
      [stepInputs.pixels]: { dtype: "uint8", shape: this.pixelShape, data: pixels },
      [stepInputs.targets]: this.targets,
    };
  }
}

import type { Dataset } from "../../data/dataset.ts";
import type { TensorData } from "../../graph/tensor.ts";
import type { SessionOptions } from "../../runtime/session.ts";
import type { TrainingPlan } from "../../train/plan.ts";

/** What active probes work on: a training as its config says it, its photos, and the weights that it came to. */
export interface Subject {
  readonly dataset: Dataset;
  /** The training with a seed: its first weights, order and augmentation. The parts of the photos stay. */
  readonly planOf: (seed: number) => TrainingPlan;
  /** The run's own. */
  readonly seed: number;
  /** Weights and running statistics that the training kept, by the names of its graph; undefined where it never kept any. */
  readonly kept: ReadonlyMap<string, TensorData> | undefined;
  /** Where the training's config is known: trainings from the start can be tried. False for a model's file alone. */
  readonly isTraining: boolean;
  readonly session: SessionOptions;
}

import type { z } from "zod";
import type { Graph, Value } from "../graph/graph.ts";

/** A weight with the gradient of the batch's loss by it. */
export interface Learnt {
  /** The weight's name, such as "0.conv2d.weight". */
  readonly name: string;
  readonly weight: Value;
  readonly gradient: Value;
  /** Biases and normalisation scales and shifts (tensors of one axis) are not decayed. */
  readonly isDecayed: boolean;
}

export interface OptimizerBuilding {
  readonly graph: Graph;
  /** A scalar, fed at each step from the schedule. */
  readonly learningRate: Value;
  /** A float32 scalar that is fed at each step with `at(step)`; the first step is 0. */
  readonly scalar: (name: string, at: (step: number) => number) => Value;
  /** A tensor of zeros that belongs to a weight and is carried from step to step. */
  readonly slot: (learnt: Learnt, name: string) => Value;
}

/** A rule that moves weights along gradients. */
export interface Optimizer<Options extends { learningRate: number } = { learningRate: number }> {
  readonly id: string;
  readonly summary: string;
  readonly schema: z.ZodType<Options>;
  /** Adds the update of each weight (and slot) to the graph. */
  readonly build: (building: OptimizerBuilding, learnt: readonly Learnt[], options: Options) => void;
}

export function defineOptimizer<Options extends { learningRate: number }>(
  optimizer: Optimizer<Options>,
): Optimizer<Options> {
  return Object.freeze(optimizer);
}

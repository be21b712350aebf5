import { z } from "zod";
import type { Graph, Value } from "../graph/graph.ts";
import { type TensorData, zeros } from "../graph/tensor.ts";

/** A weight with the gradient of the batch's loss by it. */
export interface Learnt {
  /** The weight's name, such as "0.conv2d.weight". */
  readonly name: string;
  readonly weight: Value;
  readonly gradient: Value;
  /** Biases and normalisation scales and shifts (tensors of one axis) are not decayed, unless `decay` is "all". */
  readonly isDecayed: boolean;
}

/** What the scalars of a step are made from. */
export interface StepSettings {
  /** The first step of a training is 0. */
  readonly step: number;
  /** The schedule's learning rate at this step. */
  readonly learningRate: number;
  /** The schedule's momentum at this step, where it cycles it. */
  readonly momentum?: number | undefined;
  /** How much the weights after this step count in their average, 0..1, where one is kept. */
  readonly averageShare?: number | undefined;
}

export interface OptimizerBuilding {
  readonly graph: Graph;
  /** A float32 scalar that is fed at each step; computed in double precision outside the graph. */
  readonly scalar: (name: string, at: (settings: StepSettings) => number) => Value;
  /** A tensor of zeros that belongs to a weight and is carried from step to step. */
  readonly slot: (learnt: Learnt, name: string) => Value;
  /** The schedule decides the momentum of each step; it is in the step's settings. */
  readonly cyclesMomentum: boolean;
}

/** A rule that moves weights along gradients. */
export interface Optimizer<Options = unknown> {
  /** What a config calls it, such as "sgd". */
  readonly id: string;
  /** One sentence for `wrasse list` and the documentation. */
  readonly summary: string;
  readonly schema: z.ZodType<Options>;
  /** Adds the update of each weight (and slot) to the graph. */
  build(building: OptimizerBuilding, learnt: readonly Learnt[], options: Options): void;
}

/** An optimiser with its options, checked and with defaults. */
export interface OptimizerChoice {
  readonly optimizer: Optimizer;
  readonly options: unknown;
}

export interface WithLearningRate {
  readonly learningRate: number;
}

/** Every optimiser's first option. */
export function learningRateOption(defaultRate: number) {
  return z
    .number()
    .min(0)
    .default(defaultRate)
    .describe(`how far a step goes, 0 or more; the schedule starts from it; default ${defaultRate}`);
}

export function defineOptimizer<Options extends WithLearningRate>(optimizer: Optimizer<Options>): Optimizer<Options> {
  return Object.freeze(optimizer);
}

/** The scalars that a step is fed, by the name of the graph's input. */
export type StepScalars = ReadonlyMap<string, (settings: StepSettings) => number>;

/**
 * Adds an optimiser's updates to the graph. Its slots are states named after their weight ("0.conv2d.weight/velocity").
 * @param cyclesMomentum whether the settings of each step hold a momentum in place of the optimiser's own
 * @returns the scalars to feed at each step
 */
export function addUpdates(
  graph: Graph,
  choice: OptimizerChoice,
  learnt: readonly Learnt[],
  cyclesMomentum = false,
): StepScalars {
  const scalars = new Map<string, (settings: StepSettings) => number>();
  const building: OptimizerBuilding = {
    graph,
    scalar: (name, at) => {
      scalars.set(name, at);
      return graph.input(name, "float32", []);
    },
    slot: ({ name, weight: { dtype, shape } }, slotName) =>
      graph.state(`${name}/${slotName}`, () => zeros(dtype, shape) as TensorData, { dtype, shape }, false),
    cyclesMomentum,
  };
  graph.within("optimizer", () => choice.optimizer.build(building, learnt, choice.options));
  return scalars;
}

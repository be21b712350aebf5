import type { z } from "zod";
import type { Named } from "../base/named.ts";
import { draws } from "../base/random.ts";
import type { Graph, Value } from "../graph/graph.ts";
import { type Shape, sizeOf, tensorOf } from "../graph/tensor.ts";
import type { Fans } from "./initializer.ts";
import { firstNumbers } from "./initializers/setting.ts";

/** One layer of a model as a config gives it: its id and its options, checked and with defaults. */
export interface LayerSpec {
  readonly id: string;
  readonly options: unknown;
}

/** What a layer builds with. */
export interface Building {
  readonly graph: Graph;
  /** Dropout and batch statistics are for training; evaluation uses all units and running statistics. */
  readonly isTraining: boolean;
  /** The run's seed: first weights are a function of it and of the weight's name. */
  readonly seed: number;
  /**
   * Given where running statistics are measured anew: a scalar, how much this batch counts in them whatever the layer's own
   * momentum. Normalisations then work over the batch as in training; everything else is as in evaluation.
   */
  readonly runningShare?: Value | undefined;
  /** How many classes the model tells apart: what `dense: classes` means. */
  readonly classes: number;
  /** Builds a list of layers inside a layer, such as the branch of a residual. */
  readonly build: (layers: readonly LayerSpec[], x: Value) => Value;
  /** Is told of each layer that was built, the inner ones first. */
  readonly seen?: ((layer: BuiltLayer) => void) | undefined;
}

/**
 * What a layer takes or gives, as the model that the user wrote says it. Where the graph computes that in another order
 * (a max-pool before its activation), asking for it adds nodes; so asking for a few photos costs less than for all.
 *
 * @param photos how many of the batch, the first ones; default: all
 */
export type LayerValue = (photos?: number) => Value;

/** A layer of a model that was built into a graph. */
export interface BuiltLayer {
  /** Its place in the model, such as "2.residual.main.0.conv2d". */
  readonly place: string;
  readonly layer: Layer;
  readonly takes: LayerValue;
  readonly gives: LayerValue;
}

/** A kind of layer. */
export interface Layer<Options = unknown> {
  /** What a config calls it, such as "conv2d". */
  readonly id: string;
  /** One sentence for `wrasse list` and the documentation. */
  readonly summary: string;
  /** A strict schema; a config may also give the shorthand that the schema accepts (`max-pool2d: 2`). */
  readonly schema: z.ZodType<Options>;
  /** Monotone element by element, so that a max-pool after it may go before it: a quarter of the work, the same result. */
  readonly isMonotone?: boolean;
  /** What a model is made non-linear by; the value that it takes is a pre-activation. */
  readonly isActivation?: boolean;
  /** Outputs below the first or above the second number are saturated: the slope there is a few percent of the steepest. */
  readonly saturatesBeyond?: readonly [low: number, high: number];
  /** Gives exactly 0, with a slope of 0, for every number that is not positive: a unit that is never positive is dead. */
  readonly isZeroBelow?: boolean;
  /** A max-pool, which may change places with a monotone layer before it. */
  readonly isMaxPool?: boolean;
  /** The options that hold lists of layers (`innerLayers`), which the reader of layer lists reads in turn. */
  readonly inner?: readonly string[];
  /** Adds the layer to the graph; x is [N, C, H, W] or [N, F]. */
  readonly build: (building: Building, x: Value, options: Options) => Value;
}

/** Declares a layer; the type of its options is known inside it only. */
export function defineLayer<Options>(layer: Layer<Options>): Layer {
  return Object.freeze(layer) as Layer;
}

/** A learnt tensor of the layer that is being built, named after its place ("2.conv2d.weight"). */
export function parameter(
  { graph, seed }: Building,
  name: string,
  shape: Shape,
  initializer: Named,
  fans: Fans = { fanIn: sizeOf(shape), fanOut: sizeOf(shape) },
): Value {
  const full = `${graph.at}.${name}`;
  return graph.state(
    full,
    () => ({ dtype: "float32", shape, data: firstNumbers(initializer, shape, fans, draws(seed, `initial:${full}`)) }),
    { dtype: "float32", shape },
    true,
  );
}

/** The setting of `parameter` for a tensor that starts with one number everywhere. */
export function filledWith(value: number): Named {
  return { name: "constant", value };
}

/** A tensor that the layer keeps but does not learn by gradient, such as a running mean. */
export function buffer({ graph }: Building, name: string, shape: Shape, value: number): Value {
  return graph.state(
    `${graph.at}.${name}`,
    () => tensorOf("float32", shape, new Float32Array(sizeOf(shape)).fill(value)),
    { dtype: "float32", shape },
    false,
  );
}

import type { Value } from "../../graph/graph.ts";
import { concat } from "../../graph/ops/concat.ts";
import { reshape } from "../../graph/ops/reshape.ts";
import type { BackwardPass, ForwardPass } from "../stepGraph.ts";
import { type QuantityOf, quantities } from "./quantities.ts";

/** The quantities that a probe may measure inside a training step. */
export type StepQuantity = QuantityOf<"class" | "layer" | "weight", "step">;

/** What a probe measures at a step. */
export interface Measured {
  /** Places of layers, names of weights, or classes counted from "0", as the quantity is of; in the order of the forward pass. */
  readonly subjects: readonly string[];
  /** [subjects] float32 */
  readonly values: Value;
  /** [subjects] float32: where 0, there was nothing to measure, and the value means nothing; default: all were there. */
  readonly isThere?: Value;
}

/** A probe at work in the graph of one step. */
export interface Watching {
  /** Values of the forward pass by which it needs the loss's gradient. */
  readonly gradientsOf?: readonly Value[];
  /** Adds what it measures to the graph; undefined where the model has nothing to measure. */
  readonly measure: (backward: BackwardPass) => Measured | undefined;
}

/**
 * Measures one quantity inside the training step, by outputs that change no number of the step, and judges nothing.
 * A probe that works on a checkpoint instead is an active one.
 */
export interface PassiveProbe {
  /** Such as "gradient-norm". */
  readonly id: string;
  readonly kind: "passive";
  readonly quantity: StepQuantity;
  /** The quantity's. */
  readonly unit: string;
  /** What a probed step costs more than a plain one, in words. */
  readonly price: string;
  /** Looks at the forward pass; called once, when the graph of the step is built. */
  readonly watch: (forward: ForwardPass) => Watching;
}

/** Declares a passive probe; its unit is its quantity's. */
export function defineProbe(probe: Omit<PassiveProbe, "unit">): PassiveProbe {
  return Object.freeze({ ...probe, unit: quantities[probe.quantity].unit });
}

/** Scalars by subject, as what a probe measures; undefined where there are none. */
export function measuredOf(scalars: readonly (readonly [subject: string, scalar: Value])[]): Measured | undefined {
  if (scalars.length === 0) return undefined;
  return {
    subjects: scalars.map(([subject]) => subject),
    values: concat(
      scalars.map(([, scalar]) => reshape(scalar, [1])),
      0,
    ),
  };
}

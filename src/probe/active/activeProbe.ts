import type { Part } from "../../data/photo.ts";
import type { ProbedQuantityId } from "./quantities.ts";
import type { Subject } from "./subject.ts";

/** Which weights a number was measured at. */
export type ProbedWeights =
  /** Those that the training began with. */
  | "first"
  /** Those that the training kept, or that a file holds. */
  | "kept"
  /** Those of the twin: the same network, every weight He-initialised and every bias 0. */
  | "twin"
  /** None: it says something of the photos, or of trainings from the start. */
  | "none";

/** A number that an active probe measured. */
export interface Probed {
  readonly quantity: ProbedQuantityId;
  readonly value: number;
  /** 95 % unless the probe says otherwise; where it has one. */
  readonly interval?: readonly [low: number, high: number];
  readonly weights: ProbedWeights;
  /** Of photos that it was measured on; default train. */
  readonly part?: Part;
  /** The place of a layer, such as "3.relu", or of the layer whose weight it is. */
  readonly layer?: string;
  /** The weight's name, such as "0.conv2d.weight", where it was measured of one; of a layer's weights the main one comes first. */
  readonly weight?: string;
  readonly class?: string;
  /** How many photos, seeds or the like it stands on. */
  readonly n: number;
}

export interface ProbeOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Does an experiment on a subject and gives what it measured; it judges nothing. Measures of layers follow the order of the
 * forward pass. Each probe is deterministic: the same subject gives the same numbers.
 */
export interface ActiveProbe {
  /** Such as "dead-units". */
  readonly id: string;
  readonly kind: "active";
  /** What it costs, in words: "one pass over 512 training photos". */
  readonly price: string;
  /** Whether it can be done at all: some need a training's config and not only a model's file. */
  readonly canMeasure: (subject: Subject) => boolean;
  /** @throws the signal's reason when it is aborted */
  readonly measure: (subject: Subject, options?: ProbeOptions) => Promise<readonly Probed[]>;
}

export function defineActiveProbe(probe: Omit<ActiveProbe, "kind">): ActiveProbe {
  return Object.freeze({ ...probe, kind: "active" });
}

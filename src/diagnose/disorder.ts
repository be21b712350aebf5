import type { Evidence } from "./evidence.ts";
import type { Facts } from "./facts.ts";

/** How a disorder stands after an examination. */
export interface Examined {
  /**
   * "present": its evidence is there and its neighbours' is not. "possible": its evidence is there, or cannot be had, and a
   * neighbour is not ruled out. "absent": ruled out by a measurement.
   */
  readonly state: "present" | "possible" | "absent";
  /** How bad it is, 0..1; of a root cause, how far the training is from what works. */
  readonly severity: number;
  readonly layer?: string | undefined;
  readonly class?: string | undefined;
  readonly evidence: readonly Evidence[];
  /** Ids of disorders that these measurements rule out. */
  readonly against?: readonly string[];
  /** The active probe that would decide it, where that was not done. */
  readonly next?: string | undefined;
}

/** A named thing that can be wrong with a training. */
export interface Disorder {
  /** Such as "dying-relu". */
  readonly id: string;
  /** How a training fails, or why. A run has one of each. */
  readonly kind: "mechanism" | "root-cause";
  /** One sentence: what it is. */
  readonly summary: string;
  /** What resembles it, and what tells them apart. */
  readonly neighbours: readonly { readonly id: string; readonly apart: string }[];
  /** Of a root cause: the mechanisms that it works by. */
  readonly causes?: readonly string[];
  /** Ids of remedies, the likeliest to help first. */
  readonly remedies: readonly string[];
  /** What helps beside remedies, which a person must do: one sentence. */
  readonly byHand?: string;
  /** Id of a change of equal cost that has nothing to do with it. */
  readonly placebo: string;
  readonly examine: (facts: Facts) => Examined;
}

export function defineDisorder(disorder: Disorder): Disorder {
  return Object.freeze(disorder);
}

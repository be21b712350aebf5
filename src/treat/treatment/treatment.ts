import type { Change } from "../../config/difference.ts";
import type { Finding } from "../../diagnose/finding.ts";
import type { Effect, Proof } from "../prove.ts";

/** An accuracy with what it stands on; null where there are no such photos, or they were not looked at. */
export interface Figure {
  readonly accuracy: number;
  /** Wilson's, 95 %. */
  readonly interval: readonly [number, number];
  readonly n: number;
}

export interface ModelFigures {
  readonly validation: Figure | null;
  readonly test: Figure | null;
}

/** A remedy that is proven. */
export interface Accepted extends Omit<Proof, "pairs" | "verdict"> {
  /** What it changes. */
  readonly diff: readonly Change[];
  readonly pairs: Proof["pairs"];
}

/** A remedy that is not taken, with how far it came. */
export interface Rejected {
  readonly remedy: string;
  readonly for: string;
  /** In a sentence. */
  readonly reason: string;
  /** Of the screening's few seeds, maybe on shorter trainings; where it was screened. */
  readonly screened?: Effect & { readonly seeds: number; readonly epochs: number };
  /** Of the proof; where it was tried. */
  readonly proof?: Omit<Proof, "pairs">;
}

/** What a treatment came to; treatment.json in the run's folder `treatment`, and the last line of `wrasse treat --json`. */
export interface Treatment {
  readonly type: "result";
  /** A remedy is proven, and the model trained with it is better on validation photos than the run's own. */
  readonly cured: boolean;
  /** The folder of the model to use: the cured one, or the run itself. */
  readonly run: string;
  /** The run that was treated. */
  readonly of: string;
  /** What was found to be wrong. */
  readonly findings: readonly Finding[];
  /** Proven remedies, the largest effect first: the first one is in the cured model. */
  readonly accepted: readonly Accepted[];
  readonly rejected: readonly Rejected[];
  readonly before: ModelFigures;
  /** Of `run`; the same as before where nothing was cured. */
  readonly after: ModelFigures;
  /** What was left out, and why; in sentences. */
  readonly notes: readonly string[];
  /** Trainings that this call did, the cured model's included. */
  readonly trainings: number;
  /** Seconds of the budget that trainings took. */
  readonly budgetUsed: number;
  readonly seconds: number;
}

/** How far a treatment is. */
export interface TreatmentProgress {
  readonly stage: "diagnosing" | "timing" | "screening" | "proving" | "curing";
  /** Trainings of the stage. */
  readonly done: number;
  readonly total: number;
  /** How much of the stage is done, 0..1. */
  readonly share: number;
  /** Until the treatment ends, as far as it can be told. */
  readonly secondsLeft: number | undefined;
}

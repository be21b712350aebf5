import type { Change } from "../../config/difference.ts";
import type { Finding } from "../../diagnose/finding.ts";
import type { FactorId } from "./definition.ts";

/** A figure with its bound, which another program may recompute from the runs. */
export interface Check {
  /** Such as "dead-layer-share". */
  readonly id: string;
  readonly value: number;
  readonly interval: readonly [number, number] | null;
  readonly bound: number;
  readonly ok: boolean;
}

/** One training of the story. */
export interface ToldRun {
  readonly seed: number;
  /** The run's folder, relative to the case's. */
  readonly run: string;
  readonly curve: readonly {
    /** From 1. */
    readonly epoch: number;
    readonly trainLoss: number;
    readonly trainAccuracy: number;
    readonly validationAccuracy: number;
  }[];
  /** Units of each activation that no photo of the step's batch makes positive, over the training. */
  readonly silent: readonly {
    readonly layer: string;
    readonly points: readonly { readonly step: number; readonly share: number }[];
  }[];
  /** Units that no one of `photos` training photos makes positive, at the first weights and at those kept. */
  readonly dead: readonly { readonly layer: string; readonly first: number; readonly kept: number }[];
  /** Length of the gradient by each layer's weights at the first weights, and over the healthy twin's. */
  readonly gradient: readonly { readonly layer: string; readonly norm: number; readonly overTwin: number }[];
  readonly photos: number;
}

/** Pairs of runs that differ in one change. */
export interface ToldTrial {
  /** The remedy's, fault's or placebo's id. */
  readonly change: string;
  readonly kind: "remedy" | "fault" | "placebo";
  /** What it was tried on: "sick" or "healthy". */
  readonly on: "sick" | "healthy";
  readonly diff: readonly Change[];
  readonly pairs: readonly { readonly seed: number; readonly control: number; readonly treated: number }[];
  /** Mean of treated less control, validation accuracy. */
  readonly effect: number;
  readonly interval: readonly [number, number] | null;
  /** Two-sided, exact sign-flip. */
  readonly p: number;
  /** Share of units of the formerly dead layer that get a gradient again; where it was measured. */
  readonly alive?: number;
}

/** A factor that the textbook blames, tried alone on the healthy net: each level's accuracy and worst layer. */
export interface ToldFactor {
  readonly factor: FactorId;
  readonly levels: readonly {
    readonly level: string;
    readonly accuracy: number;
    readonly interval: readonly [number, number] | null;
    /** Largest share of dead units in a layer, at the first weights. */
    readonly born: number;
    /** The same, at the kept weights. */
    readonly dead: number;
    readonly n: number;
  }[];
}

/** A sentence of the textbook beside what was measured here. */
export interface ToldClaim {
  /** Key of the sentence in every language, such as "leaky-relu-always-cures". */
  readonly id: string;
  readonly verdict: "true" | "partly" | "false" | "not-measured";
  /** Numbers that the sentence of "measured here" is filled with. */
  readonly numbers: Readonly<Record<string, number | string>>;
}

/** Everything that the page of case 3 shows; case.json in the case's folder. */
export interface CaseStory {
  readonly case: 3;
  /** The fault was left out. */
  readonly isControl: boolean;
  readonly data: {
    readonly name: string;
    readonly classes: readonly string[];
    readonly photos: { readonly train: number; readonly validation: number; readonly test: number };
    readonly size: number;
    readonly majority: number;
  };
  readonly seeds: readonly number[];
  readonly model: {
    readonly layers: readonly string[];
    readonly parameters: number;
    readonly optimizer: string;
    readonly learningRate: number;
    readonly batch: number;
    readonly epochs: number;
  };
  readonly fault: { readonly id: string; readonly diff: readonly Change[] };
  readonly sick: readonly ToldRun[];
  readonly healthy: readonly ToldRun[];
  readonly findings: readonly Finding[];
  /** Range tests from the sick and from the He-initialised first weights: smoothed loss by rate, one list a seed. */
  readonly rates: {
    readonly chance: number;
    readonly given: readonly {
      readonly seed: number;
      readonly points: readonly { readonly rate: number; readonly loss: number }[];
    }[];
    readonly he: readonly {
      readonly seed: number;
      readonly points: readonly { readonly rate: number; readonly loss: number }[];
    }[];
    readonly suggested: number | null;
  };
  readonly trials: readonly ToldTrial[];
  readonly factors: readonly ToldFactor[];
  /** Final validation accuracy and largest dead share over first bias x learning rate. */
  readonly map: {
    readonly biases: readonly number[];
    readonly rates: readonly number[];
    /** [biases][rates] */
    readonly cells: readonly (readonly { readonly accuracy: number; readonly dead: number; readonly n: number }[])[];
  };
  /** The siblings: born alive and dies; the learning rate as the root cause. */
  readonly siblings: readonly {
    readonly id: "born-alive-then-dies" | "learning-rate-is-the-cause";
    readonly config: readonly Change[];
    readonly run: ToldRun;
    readonly findings: readonly Finding[];
    readonly trials: readonly ToldTrial[];
  }[];
  /** Filters of the first layer with dead units, before and after the cure: unit, its kernel averaged over channels, row by row. */
  readonly filters: readonly {
    readonly layer: string;
    readonly unit: number;
    readonly side: number;
    readonly sick: readonly number[];
    readonly cured: readonly number[];
    readonly isDead: boolean;
    readonly isRevived: boolean;
  }[];
  readonly claims: readonly ToldClaim[];
  readonly checks: readonly Check[];
  /** What does it all again, where that is not `wrasse case 3` with this many seeds. */
  readonly command?: string;
  readonly seconds: number;
}

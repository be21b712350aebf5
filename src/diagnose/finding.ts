import type { Evidence } from "./evidence.ts";

/** How sure a finding is. "proven" comes from trials alone; what cannot be told from its neighbours is "undecided". */
export type FindingVerdict = "proven" | "likely" | "undecided";

/** What is wrong: how the training fails, why, or both. */
export interface Finding {
  /** From 1, the worst first. */
  readonly rank: number;
  /** Id of a disorder of kind "mechanism"; null where none is known. */
  readonly mechanism: string | null;
  /** Id of a disorder of kind "root-cause"; null where none is known. */
  readonly rootCause: string | null;
  readonly verdict: FindingVerdict;
  /** 0..1 */
  readonly severity: number;
  readonly layer: string | null;
  readonly class: string | null;
  readonly evidence: readonly Evidence[];
  /** Disorders that were ruled out, or that it cannot be told apart from. */
  readonly against: readonly string[];
  /** The probe to do next where it is undecided. */
  readonly next: string | null;
}

/** What was found out about a training. */
export interface Diagnosis {
  readonly verdict: "healthy" | "sick" | "undecided";
  readonly findings: readonly Finding[];
  /** What could not be looked at, and the like, in sentences. */
  readonly notes: readonly string[];
}

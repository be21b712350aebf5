import type { Interval } from "../train/metrics/wilson.ts";
import type { AuditSubject } from "./subject.ts";

/** A measured figure. */
export interface Quantity {
  readonly id: string;
  /** For a person: "AUC of validation against training". */
  readonly name: string;
  readonly value: number | null;
  /** "photos", "fraction 0..1", "pixels", ... */
  readonly unit: string;
  /** 95 %, unless `name` says otherwise. */
  readonly interval?: Interval;
  /** How many photos it was measured on. */
  readonly n?: number;
}

/** Something that a person should look at: a quantity beyond its threshold. */
export interface Concern {
  /** Stable, for scripts: "duplicates-across-parts". */
  readonly id: string;
  /** A sentence with the figures in it. */
  readonly text: string;
  readonly value: number;
  readonly threshold: number;
  /** Where the threshold comes from, or that it is a proposal. */
  readonly source: string;
  /** What to do. */
  readonly hint: string;
}

/** A photo that is worth a look. */
export interface Suspect {
  /** Id of the check. */
  readonly check: string;
  readonly path: string;
  /** Why, in a few words. */
  readonly reason: string;
  /** In the check's own unit; higher is worse. */
  readonly score: number;
  /** Whether it is part of a concern; the others are only the most extreme. */
  readonly isConcern: boolean;
  readonly label: string;
  /** What it more likely is. */
  readonly likelyLabel?: string;
  /** The photo that it is like. */
  readonly otherPath?: string;
}

export type Verdict = "nothing-found" | "concern" | "cannot-tell" | "not-asked";

/** What a check found. */
export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  /** One line for a person. */
  readonly summary: string;
  readonly quantities: readonly Quantity[];
  readonly concerns: readonly Concern[];
  /** Worst first. */
  readonly suspects: readonly Suspect[];
  /** Rows for a person who wants more: by class, by column, by pair. */
  readonly table?: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | number | null)[])[];
  };
}

export interface Check {
  readonly id: string;
  readonly title: string;
  readonly measure: (subject: AuditSubject) => Findings;
}

/** What a check measured; the verdict follows from it. */
export interface Findings extends Pick<CheckResult, "summary"> {
  readonly quantities?: readonly Quantity[];
  readonly concerns?: readonly Concern[];
  readonly suspects?: readonly Suspect[];
  readonly table?: CheckResult["table"];
  /** Why nothing can be said: too few photos, no parts. */
  readonly verdict?: "cannot-tell" | "not-asked";
}

/** Runs a check; its verdict is `concern` where it raises one. */
export function runCheck({ id, title, measure }: Check, subject: AuditSubject): CheckResult {
  const { summary, quantities = [], concerns = [], suspects = [], table, verdict } = measure(subject);
  return {
    id,
    title,
    verdict: concerns.length > 0 ? "concern" : (verdict ?? "nothing-found"),
    summary,
    quantities,
    concerns,
    suspects,
    ...(table === undefined ? {} : { table }),
  };
}

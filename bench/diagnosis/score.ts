import type { Diagnosis } from "../../src/diagnose/finding.ts";
import { wilsonInterval } from "../../src/train/metrics/wilson.ts";
import type { KnownTraining } from "./subjects.ts";

/** A training whose diagnosis is known, and what was said of it. */
export interface Scored {
  readonly id: string;
  /** The planted disorder; null for a healthy control. */
  readonly disorder: string | null;
  readonly isForTuning: boolean;
  readonly verdict: Diagnosis["verdict"];
  readonly mechanism: string | null;
  readonly rootCause: string | null;
  readonly isMechanismRight: boolean;
  readonly isRootCauseRight: boolean;
  /** Nothing was named, and nothing called healthy. */
  readonly isAbstention: boolean;
  /** Validation accuracy: a plant that does no harm is none, a control that does not learn neither. */
  readonly accuracy: number | null;
  /** By the published tool's name, what its rules flag. */
  readonly published: Readonly<Record<string, readonly string[]>>;
}

/** Whether the first finding of a diagnosis is among the right answers; of a control, whether nothing is called sick. */
export function scoreOf(
  { id, plant, isForTuning }: KnownTraining,
  { verdict, findings: [first] }: Diagnosis,
): Omit<Scored, "accuracy" | "published"> {
  const mechanism = first?.mechanism ?? null;
  const rootCause = first?.rootCause ?? null;
  const isNamed = verdict === "sick" && first !== undefined;
  return {
    id,
    disorder: plant?.disorder ?? null,
    isForTuning,
    ...{ verdict, mechanism, rootCause },
    isMechanismRight: plant === undefined ? verdict !== "sick" : isNamed && plant.mechanisms.includes(mechanism),
    isRootCauseRight: plant === undefined ? verdict !== "sick" : isNamed && plant.rootCauses.includes(rootCause),
    isAbstention: verdict === "undecided",
  };
}

/** "0.95 (0.88 to 0.98), 57 of 60" */
export function shareText(count: number, of: number): string {
  if (of === 0) return "-";
  const [low, high] = wilsonInterval(count, of)!;
  return `${(count / of).toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}), ${count} of ${of}`;
}

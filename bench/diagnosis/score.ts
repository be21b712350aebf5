import { median } from "../../src/base/averages.ts";
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
  /** Validation accuracy: a plant that does no harm is none, a control that does not learn neither. null: its loss did not stay finite. */
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

/**
 * Of the median validation accuracy of all controls on the same photos: what a control must reach to be called a training that
 * works. Twice a rate is too high for some nets; one that fails is no healthy control, whatever is said of it.
 */
export const worksShare = 0.75;

/** Ids of the controls that work, by what they learnt and not by what was said of them: finite to the end, and `worksShare` reached. */
export function workingControls(controls: readonly Pick<Scored, "id" | "accuracy">[]): ReadonlySet<string> {
  const photosOf = ({ id }: Pick<Scored, "id">): string => id.split("/").at(-2)!;
  const bounds = new Map(
    [...new Set(controls.map(photosOf))].map((photos) => [
      photos,
      worksShare * median(controls.filter((one) => photosOf(one) === photos).map(({ accuracy }) => accuracy ?? 0)),
    ]),
  );
  const works = controls.filter((one) => one.accuracy !== null && one.accuracy >= bounds.get(photosOf(one))!);
  return new Set(works.map(({ id }) => id));
}

/** "0.95 (0.88 to 0.98), 57 of 60" */
export function shareText(count: number, of: number): string {
  if (of === 0) return "-";
  const [low, high] = wilsonInterval(count, of)!;
  return `${(count / of).toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}), ${count} of ${of}`;
}

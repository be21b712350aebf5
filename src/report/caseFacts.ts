import { mean } from "../base/averages.ts";
import { meanShare } from "../base/meanInterval.ts";
import { deadestLayer } from "../treat/case/checks.ts";
import { comesBefore } from "../treat/case/claims.ts";
import type { CaseStory, ToldRun, ToldTrial } from "../treat/case/story.ts";
import type { Measured, Range } from "./lang/told.ts";

/** What seeds' own numbers came to; undefined of none. */
export function rangeOf(values: readonly number[]): Range | undefined {
  if (values.length === 0) return undefined;
  return { mean: mean(values), low: Math.min(...values), high: Math.max(...values), n: values.length };
}

/** A mean of fractions over seeds with its interval by Student's t. */
export function meanOf(values: readonly number[]): Measured | undefined {
  if (values.length === 0) return undefined;
  const { mean: value, interval, n } = meanShare(values);
  return { value, interval, n };
}

export function effectOf({ effect, interval, pairs }: ToldTrial): Measured {
  return { value: effect, interval, n: pairs.length };
}

/** The largest training accuracy that a run had. */
export function bestTrainAccuracy({ curve }: ToldRun): number {
  return Math.max(0, ...curve.map(({ trainAccuracy }) => trainAccuracy).filter(Number.isFinite));
}

/** The validation accuracy that a run ended with. */
export function lastValidationAccuracy({ curve }: ToldRun): number {
  return curve.at(-1)?.validationAccuracy ?? Number.NaN;
}

/** The layer that is deadest in all runs, and its shares over them. */
export function worstLayer(
  runs: readonly ToldRun[],
): { readonly layer: string; readonly first: Range; readonly kept: Range; readonly photos: number } | undefined {
  const [run] = runs;
  if (run === undefined) return undefined;
  const { layer } = deadestLayer(runs);
  const shares = runs.flatMap(({ dead }) => dead.filter((one) => one.layer === layer));
  const first = rangeOf(shares.map((one) => one.first));
  const kept = rangeOf(shares.map((one) => one.kept));
  return first === undefined || kept === undefined ? undefined : { layer, first, kept, photos: run.photos };
}

/** The gradient by the weights below a layer, with the fault and in the twin; undefined where no layer lies below. */
export function gradientBelow(
  { sick, healthy }: CaseStory,
  layer: string,
): { readonly sick: number; readonly healthy: number; readonly over: number; readonly n: number } | undefined {
  const below = (runs: readonly ToldRun[]) =>
    runs.flatMap(({ gradient }) => gradient.filter((one) => comesBefore(one.layer, layer)));
  const [ill, well] = [below(sick), below(healthy)];
  if (ill.length === 0) return undefined;
  return {
    sick: Math.max(...ill.map(({ norm }) => norm)),
    healthy: well.length === 0 ? Number.NaN : Math.min(...well.map(({ norm }) => norm)),
    over: Math.max(...ill.map(({ overTwin }) => overTwin)),
    n: sick.length,
  };
}

/** The three trials of a proof. */
export interface ProofTrials {
  readonly away: ToldTrial | undefined;
  readonly placebo: ToldTrial | undefined;
  readonly into: ToldTrial | undefined;
}

/** The cause taken away (the trial whose effect the check "root-cause" has), the placebo, and the cause put into the healthy twin. */
export function proofOf({ trials, checks }: CaseStory): ProofTrials {
  const wanted = checks.find(({ id }) => id === "root-cause")?.value;
  const remedies = trials.filter(({ kind, on }) => kind === "remedy" && on === "sick");
  return {
    away: remedies.find(({ effect }) => effect === wanted) ?? remedies[0],
    placebo: trials.find(({ kind, on }) => kind === "placebo" && on === "sick"),
    into: trials.find(({ kind, on }) => kind === "fault" && on === "healthy"),
  };
}

/** Whether taking the cause away cures, the placebo does not, and putting it in makes sick: the bounds of the case's checks. */
export function isProven({ away, placebo, into }: ProofTrials): boolean {
  return (
    (away?.interval?.[0] ?? -1) >= 0.2 &&
    placebo?.interval != null &&
    placebo.interval[0] <= 0 &&
    placebo.interval[1] >= 0 &&
    (into?.interval?.[1] ?? 1) <= -0.2 &&
    away!.p < 0.05 &&
    into!.p < 0.05
  );
}

/** An effect that is there: its interval lies above 0. */
export function helps({ interval, effect }: ToldTrial): boolean {
  return (interval?.[0] ?? effect) > 0;
}

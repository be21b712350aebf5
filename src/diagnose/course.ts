import { mean } from "../base/averages.ts";
import type { Config } from "../config/config.ts";
import { lastFinite, type Point, type RunRecord, series } from "../train/record/record.ts";

/** How a training went, as its epochs' figures say. What a record does not hold is undefined. */
export interface Course {
  /** Finished epochs that have a figure. */
  readonly epochs: number;
  /** Training photos of the commonest class over all. */
  readonly majority: number | undefined;
  /** Classes that have training photos. */
  readonly classes: number | undefined;
  /** Loss of knowing nothing, of classes alike; known of cross-entropy. */
  readonly chanceLoss: number | undefined;
  /** Of the first batch, before the first step. */
  readonly firstLoss: number | undefined;
  readonly trainLoss: readonly Point[];
  readonly trainAccuracy: readonly Point[];
  readonly validationLoss: readonly Point[];
  readonly validationAccuracy: readonly Point[];
  /** Highest of the epochs; the kept weights' own accuracy on the photos as they are counts, too. */
  readonly bestTrainAccuracy: number | undefined;
  /** Of the kept weights on the photos as they are; else the last epoch's. */
  readonly finalTrainAccuracy: number | undefined;
  readonly finalValidationAccuracy: number | undefined;
  readonly validationPhotos: number | undefined;
  /** Every loss is a finite number. */
  readonly hasFiniteLosses: boolean;
}

/** Reads the figures of a record's epochs; the config tells what its losses are. */
export function courseOf(record: RunRecord, config: Config | undefined): Course {
  const trainLoss = series(record, "loss");
  const trainAccuracy = series(record, "accuracy");
  const validationLoss = series(record, "loss", { part: "validation" });
  const validationAccuracy = series(record, "accuracy", { part: "validation" });
  const steps = series(record, "batch-loss");
  const ended = (part: "train" | "validation"): number | undefined =>
    lastFinite(series(record, "final-accuracy", { part }));
  const counts = (record.facts.classes ?? []).map(({ photos }) => photos.train);
  const total = sum(counts);
  const values = trainAccuracy.map(({ value }) => value);
  const kept = ended("train");
  const classes = counts.length === 0 ? undefined : counts.filter((count) => count > 0).length;
  return {
    epochs: Math.max(trainLoss.length, trainAccuracy.length, validationLoss.length, validationAccuracy.length),
    majority: total === 0 ? undefined : Math.max(...counts) / total,
    classes,
    chanceLoss: classes !== undefined && config?.loss.name === "cross-entropy" ? Math.log(classes) : undefined,
    firstLoss: steps[0]?.step === 0 ? steps[0].value : undefined,
    trainLoss,
    trainAccuracy,
    validationLoss,
    validationAccuracy,
    bestTrainAccuracy: largest(kept === undefined ? values : [...values, kept]),
    finalTrainAccuracy: kept ?? lastFinite(trainAccuracy),
    finalValidationAccuracy: ended("validation") ?? lastFinite(validationAccuracy),
    validationPhotos: record.facts.classes && sum(record.facts.classes.map(({ photos }) => photos.validation)),
    hasFiniteLosses: [...trainLoss, ...steps].every(({ value }) => Number.isFinite(value)),
  };
}

/** How much of what there is to learn was learnt: 0 at the majority's share, 1 where all is right; undefined where unknown. */
export function learntShare({ bestTrainAccuracy, majority }: Course): number | undefined {
  if (bestTrainAccuracy === undefined || majority === undefined || majority === 1) return undefined;
  return (bestTrainAccuracy - majority) / (1 - majority);
}

/** Of what there is to learn: a training that has learnt so much has little to gain. */
export const nearlyAll = 0.9;

/** The mean of the last part of a series, and of the part of equal length before it; undefined for fewer than 4 points. */
export function lastTwo(points: readonly Point[], share = 0.2): { before: number; last: number } | undefined {
  const finite = points.filter(({ value }) => Number.isFinite(value)).map(({ value }) => value);
  if (finite.length < 4) return undefined;
  const window = Math.max(1, Math.round(finite.length * share));
  return { before: mean(finite.slice(-2 * window, -window)), last: mean(finite.slice(-window)) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function largest(values: readonly number[]): number | undefined {
  const finite = values.filter(Number.isFinite);
  return finite.length === 0 ? undefined : Math.max(...finite);
}

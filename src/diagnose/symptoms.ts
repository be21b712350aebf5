import type { Point } from "../train/record/record.ts";
import { calibrated } from "./calibrated.ts";
import { type Course, lastTwo, learntShare } from "./course.ts";

/** Something that is seen to go wrong, without a word on how or why. A training without any is healthy. */
export interface Symptom {
  readonly id: SymptomId;
  readonly quantity: string;
  readonly value: number;
  readonly threshold: number;
  readonly unit: string;
  readonly source: string;
  /** One sentence with the number. */
  readonly text: string;
}

export type SymptomId =
  /** The loss became NaN or infinite. */
  | "loss-not-finite"
  /** Never above the commonest class. */
  | "stuck"
  /** Training photos are learnt by heart, others not at all. */
  | "memorises"
  /** Less was learnt than a training that works learns. */
  | "weak"
  /** Good once, bad at the end. */
  | "collapsed"
  /** Learnt only after a long time at chance. */
  | "late"
  /** Some classes are hardly recognised, though the others are. */
  | "neglects-classes"
  /** Far better on training photos than on others. */
  | "overfits"
  /** The loss was still falling at the end, at a low accuracy. */
  | "unfinished";

/** DESIGN: "unmoved" means never above the majority class + 3 points. */
export const stuckMargin = 0.03;
/** Healthy trainings learnt 0.78 and more, planted ones 0.48 at most. */
export const weakShare = 0.5;
/** A fifth of the accuracy range; healthy trainings fell by 0.055 at most. */
export const collapsedFall = 0.2;
/** A proposal. */
const lateShare = 0.25;
/** Small photo sets leave a gap in healthy nets, too: up to 0.18. */
export const overfitGap = 0.35;
/** Of a log, which does not say how many photos it stands on: a proposal. */
const overfitGapOfLog = 0.15;
/** Of a log's validation loss over its lowest: a proposal. */
const overfitLossGrowth = 1.4;
/** Of a log's last fifth of epochs: a proposal. */
const unfinishedFallOfLog = 0.03;
/** Of a log's accuracy: a proposal. */
const unfinishedAccuracyOfLog = 0.7;
/** Of a run's loss, beside its `unfinishedShare`. */
const unfinishedFall = 0.1;
/** What a run learnt of what there is to learn: healthy trainings 0.64 and more, planted ones 0.48 at most. */
export const unfinishedShare = 0.56;

/** Of what there is to learn: a training that has it is not told to go on. */
const nearlyAll = 0.9;

/** What a training's figures show to go wrong. */
export function symptomsOf(course: Course, neglected?: Neglected): readonly Symptom[] {
  return [
    notFinite(course),
    stuck(course),
    memorises(course),
    weak(course),
    collapsed(course),
    late(course),
    overfits(course),
    unfinished(course),
    neglects(neglected),
  ].filter((one) => one !== undefined);
}

function notFinite({ hasFiniteLosses, epochs }: Course): Symptom | undefined {
  if (hasFiniteLosses) return undefined;
  return {
    id: "loss-not-finite",
    quantity: "loss",
    value: Number.NaN,
    threshold: 0,
    unit: "loss",
    source: "a loss is a finite number",
    text: `The loss stopped being a finite number after ${epochs} epochs.`,
  };
}

function stuck(course: Course): Symptom | undefined {
  const { bestTrainAccuracy: best, majority, trainLoss, trainAccuracy, epochs } = course;
  if (best !== undefined && majority !== undefined) {
    const value = best - majority;
    if (value > stuckMargin) return undefined;
    return {
      id: "stuck",
      quantity: "accuracy",
      value,
      threshold: stuckMargin,
      unit: "fraction of photos above the commonest class",
      source: "CASES.md, case 3: unmoved means never above the majority class + 3 points",
      text: `In ${epochs} epochs the training accuracy never came more than ${points(value)} above the commonest class (${percent(majority)}).`,
    };
  }
  // A log tells nothing of the classes: a loss that does not move after the first epoch, at an accuracy that does not either.
  const losses = trainLoss
    .map(({ value }) => value)
    .filter(Number.isFinite)
    .slice(1);
  const accuracies = trainAccuracy.map(({ value }) => value).filter(Number.isFinite);
  if (losses.length < 5) return undefined;
  const fall = (losses[0]! - Math.min(...losses)) / losses[0]!;
  const rise = accuracies.length === 0 ? 0 : Math.max(...accuracies) - accuracies[0]!;
  // A net that is right nearly always need not move.
  if (fall > 0.01 || rise > stuckMargin || Math.max(0, ...accuracies) > 0.9) return undefined;
  return {
    id: "stuck",
    quantity: "loss",
    value: fall,
    threshold: 0.01,
    unit: "fall over the first loss",
    source: "proposal: of the 15 logs read one falls by less than 1 %, the others by 18 % or more",
    text: `After the first epoch the training loss fell by ${percent(fall)} in ${losses.length} epochs.`,
  };
}

function memorises({ bestTrainAccuracy, finalValidationAccuracy, majority, validationPhotos: n }: Course) {
  if (bestTrainAccuracy === undefined || finalValidationAccuracy === undefined) return undefined;
  if (majority === undefined || n === undefined || n === 0) return undefined;
  const error = Math.sqrt((majority * (1 - majority)) / n);
  const threshold = majority + 2 * error;
  if (bestTrainAccuracy < majority + 0.2 || finalValidationAccuracy > threshold) return undefined;
  return {
    id: "memorises",
    quantity: "final-accuracy",
    value: finalValidationAccuracy,
    threshold,
    unit: "fraction of validation photos",
    source: "the commonest class' share and two standard errors",
    text: `Training photos reach ${percent(bestTrainAccuracy)}, validation photos ${percent(finalValidationAccuracy)}: no better than always naming the commonest class (n = ${n}).`,
  } as const satisfies Symptom;
}

function weak(course: Course): Symptom | undefined {
  const value = learntShare(course);
  if (value === undefined || value >= weakShare || course.epochs === 0) return undefined;
  return {
    id: "weak",
    quantity: "accuracy",
    value,
    threshold: weakShare,
    unit: "share of what lies between the commonest class and 1",
    source: calibrated,
    text: `Of what there is to learn on training photos, ${percent(value)} was learnt (accuracy ${percent(course.bestTrainAccuracy!)}).`,
  };
}

function collapsed({ trainAccuracy, trainLoss }: Course): Symptom | undefined {
  const end = lastTwo(trainAccuracy, 0.1)?.last;
  const best = Math.max(...trainAccuracy.map(({ value }) => value));
  if (end === undefined || best - end < collapsedFall) return undefined;
  const lossNow = lastTwo(trainLoss, 0.1)?.last ?? Number.NaN;
  return {
    id: "collapsed",
    quantity: "accuracy",
    value: best - end,
    threshold: collapsedFall,
    unit: "fraction of training photos",
    source: calibrated,
    text: `The training accuracy was ${percent(best)} once and ended at ${percent(end)} (loss ${lossNow.toPrecision(3)}).`,
  };
}

function late({ trainAccuracy, majority, epochs }: Course): Symptom | undefined {
  if (majority === undefined || epochs < 10) return undefined;
  const first = trainAccuracy.findIndex(({ value }) => value > majority + stuckMargin);
  // Never at all is "stuck".
  if (first < Math.max(5, lateShare * epochs)) return undefined;
  return {
    id: "late",
    quantity: "accuracy",
    value: first,
    threshold: Math.max(5, lateShare * epochs),
    unit: "epochs",
    source: "proposal",
    text: `For ${first} epochs of ${epochs} the training accuracy was that of the commonest class.`,
  };
}

function overfits(course: Course): Symptom | undefined {
  const { trainAccuracy, validationAccuracy, validationLoss, finalTrainAccuracy, finalValidationAccuracy } = course;
  const losses = validationLoss.map(({ value }) => value).filter(Number.isFinite);
  // A run of ours keeps its best epoch: what validation did afterwards harms nobody.
  const isLog = course.majority === undefined;
  const growth =
    losses.length < 4 || !isLog ? 1 : (lastTwo(validationLoss, 0.1)?.last ?? losses.at(-1)!) / Math.min(...losses);
  if (growth >= overfitLossGrowth) {
    return {
      id: "overfits",
      quantity: "loss",
      value: growth,
      threshold: overfitLossGrowth,
      unit: "ratio",
      source: "proposal",
      text: `The validation loss ended at ${growth.toFixed(1)} times its lowest value.`,
    };
  }
  const train = finalTrainAccuracy ?? lastTwo(trainAccuracy, 0.1)?.last;
  const validation = finalValidationAccuracy ?? lastTwo(validationAccuracy, 0.1)?.last;
  if (train === undefined || validation === undefined) return undefined;
  const threshold = isLog ? overfitGapOfLog : overfitGap;
  if (train - validation < threshold) return undefined;
  return {
    id: "overfits",
    quantity: "accuracy",
    value: train - validation,
    threshold,
    unit: "fraction of photos",
    source: isLog ? "proposal" : calibrated,
    text: `Training photos are at ${percent(train)}, validation photos at ${percent(validation)}.`,
  };
}

function unfinished(course: Course): Symptom | undefined {
  const { majority, trainAccuracy } = course;
  const isLog = majority === undefined;
  const best = Math.max(...trainAccuracy.map(({ value }) => value));
  const learnt = isLog ? best : learntShare(course);
  const falls = fallAtEnd(course);
  const threshold = isLog ? unfinishedFallOfLog : unfinishedFall;
  if (falls === undefined || learnt === undefined || falls.fall < threshold) return undefined;
  if (!(learnt < (isLog ? unfinishedAccuracyOfLog : unfinishedShare))) return undefined;
  return {
    id: "unfinished",
    quantity: "loss",
    value: falls.fall,
    threshold,
    unit: "fall over the loss",
    source: isLog ? "proposal" : calibrated,
    text: `${falls.text}, at an accuracy of ${percent(best)}.`,
  };
}

/** What a healthy training may gain by going on; undefined where its loss was hardly falling, or little is left to learn. */
export function stillLearning(course: Course): string | undefined {
  const falls = fallAtEnd(course);
  const learnt = learntShare(course);
  if (falls === undefined || learnt === undefined || falls.fall < unfinishedFall || learnt > nearlyAll)
    return undefined;
  return `${falls.text}: more epochs may gain.`;
}

/** How far the training loss fell at the end, of what it was; and that in words. */
function fallAtEnd({ majority, trainLoss }: Course): { readonly fall: number; readonly text: string } | undefined {
  const ends = lastTwo(trainLoss) ?? (majority === undefined ? undefined : lastEpochs(trainLoss));
  if (ends === undefined) return undefined;
  const fall = (ends.before - ends.last) / ends.before;
  const when = trainLoss.length < 4 ? "epoch" : "fifth of the epochs";
  return { fall, text: `The training loss was still falling by ${percent(fall)} over the last ${when}` };
}

/** A training of two or three epochs has no fifths. */
function lastEpochs(points: readonly Point[]): { before: number; last: number } | undefined {
  const [before, last] = points.slice(-2).map(({ value }) => value);
  return before === undefined || last === undefined || !Number.isFinite(last) ? undefined : { before, last };
}

/** How rare classes fare beside common ones. */
export interface Neglected {
  /** The commonest class' training photos over the rarest's. */
  readonly ratio: number;
  /** Mean recall of the classes with at most a fifth of the commonest's photos. */
  readonly rareRecall: number;
  readonly commonRecall: number;
  /** Photos of the rare classes that the recall stands on. */
  readonly n: number;
  /** The rarest of these classes. */
  readonly class: string;
}

/** A proposal. */
export const neglectedRecall = 0.5;

function neglects(found: Neglected | undefined): Symptom | undefined {
  if (found === undefined || found.rareRecall >= neglectedRecall * found.commonRecall) return undefined;
  return {
    id: "neglects-classes",
    quantity: "final-class-recall",
    value: found.rareRecall,
    threshold: neglectedRecall * found.commonRecall,
    unit: "fraction of the classes' photos",
    source: "half of the common classes' recall: a proposal",
    text: `Rare classes are recognised in ${percent(found.rareRecall)} of their validation photos (n = ${found.n}), the others in ${percent(found.commonRecall)}.`,
  };
}

export function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(Math.abs(fraction) < 0.1 ? 1 : 0)} %`;
}

function points(fraction: number): string {
  return `${(100 * fraction).toFixed(1)} points`;
}

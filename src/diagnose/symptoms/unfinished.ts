import type { Point } from "../../train/record/record.ts";
import { calibrated } from "../calibrated.ts";
import { type Course, lastTwo, learntShare, nearlyAll } from "../course.ts";
import type { Symptom } from "./symptom.ts";
import { percent } from "./wording.ts";

/** Of a log's loss over the last fifth of its epochs: a proposal. */
const unfinishedFallOfLog = 0.03;
/** Of a log's accuracy: a proposal. */
const unfinishedAccuracyOfLog = 0.7;
/** Of a run's loss, beside its `unfinishedShare`. */
const unfinishedFall = 0.1;
/** What a run learnt of what there is to learn: healthy trainings 0.64 and more, planted ones 0.48 at most. */
export const unfinishedShare = 0.56;

/** The loss was still falling at the end, and little was learnt. */
export function unfinished(course: Course): Symptom | undefined {
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

import { calibrated } from "../calibrated.ts";
import { type Course, lastTwo } from "../course.ts";
import type { Symptom } from "./symptom.ts";
import { percent } from "./wording.ts";

/** A fifth of the accuracy range; healthy trainings fell by 0.1 at most. */
export const collapsedFall = 0.2;

/** Good once, bad at the end. */
export function collapsed({ trainAccuracy, trainLoss }: Course): Symptom | undefined {
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

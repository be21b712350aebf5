import { calibrated } from "../calibrated.ts";
import { type Course, learntShare, nearlyAll } from "../course.ts";
import type { Symptom } from "./symptom.ts";
import { percent } from "./wording.ts";

/** Of the loss of knowing nothing: healthy trainings begin at 2.7 at most, planted ones at 38 and more. */
export const firstOverChance = 10;

/** The first answers were sure and wrong, and the training has not made up for it. One that has is healthy. */
export function firstLossOverChance(course: Course): Symptom | undefined {
  const { firstLoss, chanceLoss } = course;
  const learnt = learntShare(course);
  if (firstLoss === undefined || chanceLoss === undefined || !(firstLoss > firstOverChance * chanceLoss))
    return undefined;
  if (learnt !== undefined && learnt > nearlyAll) return undefined;
  return {
    id: "first-loss-over-chance",
    quantity: "batch-loss",
    value: firstLoss,
    threshold: firstOverChance * chanceLoss,
    unit: "loss",
    source: calibrated,
    text: `The first loss was ${firstLoss.toPrecision(3)}, where knowing nothing gives ${chanceLoss.toPrecision(3)}${learnt === undefined ? "" : `, and ${percent(learnt)} of what there is to learn was learnt`}.`,
  };
}

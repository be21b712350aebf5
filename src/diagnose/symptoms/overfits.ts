import { calibrated } from "../calibrated.ts";
import { type Course, lastTwo } from "../course.ts";
import type { Symptom } from "./symptom.ts";
import { percent } from "./wording.ts";

/** Small photo sets leave a gap in healthy nets, too: up to 0.21. */
export const overfitGap = 0.35;
/** Of a log, which does not say how many photos it stands on: a proposal. */
const overfitGapOfLog = 0.15;
/** Of a log's validation loss over its lowest: a proposal. */
const overfitLossGrowth = 1.4;

/** Far better on training photos than on others. */
export function overfits(course: Course): Symptom | undefined {
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

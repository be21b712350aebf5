import type { Course } from "../course.ts";
import type { Symptom } from "./symptom.ts";
import { percent, points } from "./wording.ts";

/** DESIGN: "unmoved" means never above the majority class + 3 points. */
export const stuckMargin = 0.03;

/** Never above the commonest class; of a log, which does not know it, a loss that does not move. */
export function stuck(course: Course): Symptom | undefined {
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

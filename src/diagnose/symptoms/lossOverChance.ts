import { type Course, lastTwo } from "../course.ts";
import type { Symptom } from "./symptom.ts";

/** Of the loss of knowing nothing: a proposal; trainings that work end below 1. */
export const overChance = 2;

/** Some photos are wrong by so much that a network which knows nothing would have a lower loss. */
export function lossOverChance({ trainLoss, chanceLoss }: Course): Symptom | undefined {
  const end = lastTwo(trainLoss, 0.1)?.last ?? trainLoss.at(-1)?.value;
  if (end === undefined || chanceLoss === undefined || !(end > overChance * chanceLoss)) return undefined;
  return {
    id: "loss-over-chance",
    quantity: "loss",
    value: end,
    threshold: overChance * chanceLoss,
    unit: "loss",
    source: "twice the loss of knowing nothing: a proposal",
    text: `The training loss ended at ${end.toPrecision(3)}, where knowing nothing gives ${chanceLoss.toPrecision(3)}.`,
  };
}

import type { Course } from "../course.ts";
import { stuckMargin } from "./stuck.ts";
import type { Symptom } from "./symptom.ts";

/** Of the epochs: a proposal. */
const lateShare = 0.25;

/** At the commonest class' share for long, and then learnt. */
export function late({ trainAccuracy, majority, epochs }: Course): Symptom | undefined {
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

import { calibrated } from "../calibrated.ts";
import { type Course, learntShare } from "../course.ts";
import type { Symptom } from "./symptom.ts";
import { percent } from "./wording.ts";

/** Healthy trainings learnt 0.64 and more, planted ones 0.48 at most. */
export const weakShare = 0.5;

/** Hardly half of what there is to learn was learnt. */
export function weak(course: Course): Symptom | undefined {
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

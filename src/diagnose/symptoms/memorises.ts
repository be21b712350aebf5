import type { Course } from "../course.ts";
import type { Symptom } from "./symptom.ts";
import { percent } from "./wording.ts";

/** Training photos are learnt, validation photos no better than by guessing. */
export function memorises({
  bestTrainAccuracy,
  finalValidationAccuracy,
  majority,
  validationPhotos: n,
}: Course): Symptom | undefined {
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
  };
}

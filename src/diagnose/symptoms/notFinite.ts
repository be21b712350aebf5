import type { Course } from "../course.ts";
import type { Symptom } from "./symptom.ts";

/** The loss stopped being a number. */
export function notFinite({ hasFiniteLosses, epochs }: Course): Symptom | undefined {
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

import { type Evaluation, evaluateClassifier } from "../metrics/evaluate.ts";
import { type LabelledLogits, probabilitiesAt, type TemperatureFit } from "./temperature.ts";

/** The figures that a temperature changes. */
export type CalibrationFigures = Pick<Evaluation, "calibrationError" | "loss" | "brierScore">;

/** How a model was calibrated on validation photos, and what it did for the test photos, measured once. */
export interface CalibrationReport extends TemperatureFit {
  /** Test photos before and after; null where there are none. Accuracy is the same. */
  readonly test: { readonly n: number; readonly before: CalibrationFigures; readonly after: CalibrationFigures } | null;
}

/**
 * @param test the test photos' logits with the truth
 * @param classes names
 */
export function calibrationReport(
  fit: TemperatureFit,
  test: Omit<LabelledLogits, "classCount"> | undefined,
  classes: readonly string[],
): CalibrationReport {
  if (test === undefined) return { ...fit, test: null };
  const at = (temperature: number): CalibrationFigures => {
    const probabilities = probabilitiesAt({ ...test, classCount: classes.length }, temperature);
    const { calibrationError, loss, brierScore } = evaluateClassifier({ probabilities, labels: test.labels, classes });
    return { calibrationError, loss, brierScore };
  };
  return { ...fit, test: { n: test.labels.length, before: at(1), after: at(fit.temperature) } };
}

import type { Symptom } from "./symptoms/symptom.ts";

/** A number that speaks for or against something: no sentence of a diagnosis stands without one. */
export interface Evidence {
  /** Id of the disorder that it speaks for. */
  readonly for: string;
  /** Id of a quantity of records (`quantities`) or of active probes (`probedQuantities`), or a figure worked out from them. */
  readonly quantity: string;
  readonly value: number;
  readonly interval: readonly [low: number, high: number] | null;
  /** The value's bound: with it, the evidence would no longer speak. */
  readonly threshold: number | null;
  readonly unit: string;
  /** Where the threshold comes from: data that calibrated it, a paper, or "proposal". */
  readonly source: string;
  /** In one sentence, with the number, in English. */
  readonly text: string;
}

/** A symptom as evidence for a disorder; for none, it stands under its own name. */
export function evidenceOfSymptom(symptom: Symptom, disorder: string = symptom.id): Evidence {
  const { quantity, value, threshold, unit, source, text } = symptom;
  return { for: disorder, quantity, value, interval: null, threshold, unit, source, text };
}

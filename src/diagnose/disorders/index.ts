import type { Disorder } from "../disorder.ts";
import { badInitScale } from "./badInitScale.ts";
import { badInitSymmetry } from "./badInitSymmetry.ts";
import { classFrequencyImbalance } from "./classFrequencyImbalance.ts";
import { dyingRelu } from "./dyingRelu.ts";
import { inputUnscaled } from "./inputUnscaled.ts";
import { labelMappingError } from "./labelMappingError.ts";
import { learningRateTooHigh } from "./learningRateTooHigh.ts";
import { learningRateTooLow } from "./learningRateTooLow.ts";
import { plateauOrUndertrained } from "./plateauOrUndertrained.ts";
import { saturatingActivation } from "./saturatingActivation.ts";
import { vanishingGradient } from "./vanishingGradient.ts";

/** Everything that can be wrong, as far as Wrasse knows. Where several explain one training alike, the first is named. */
export const disorders: readonly Disorder[] = [
  // Mechanisms: how a training fails.
  dyingRelu,
  saturatingActivation,
  vanishingGradient,
  plateauOrUndertrained,
  // Root causes: why. What a look at photos and first weights settles comes before what trainings must tell.
  labelMappingError,
  inputUnscaled,
  badInitSymmetry,
  badInitScale,
  learningRateTooHigh,
  classFrequencyImbalance,
  learningRateTooLow,
];

/** The disorder of an id; undefined for one that nobody knows. */
export function findDisorder(id: string): Disorder | undefined {
  return disorders.find((one) => one.id === id);
}

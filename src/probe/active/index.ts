import type { ActiveProbe } from "./activeProbe.ts";
import { answers } from "./answers.ts";
import { continueTraining } from "./continueTraining.ts";
import { deadUnits } from "./deadUnits.ts";
import { gradientFlow } from "./gradientFlow.ts";
import { initialState } from "./initialState.ts";
import { labelSignal } from "./labelSignal.ts";
import { learningRates } from "./learningRates.ts";
import { lossAlongStep } from "./lossAlongGradient.ts";
import { overfit } from "./overfit.ts";

/** Every active probe, the cheapest first. */
export const activeProbes: readonly ActiveProbe[] = [
  answers,
  deadUnits,
  initialState,
  labelSignal,
  gradientFlow,
  lossAlongStep,
  overfit,
  continueTraining,
  learningRates,
];

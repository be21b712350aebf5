import type { Remedy } from "../remedy.ts";
import { constantInit } from "./constantInit.ts";
import { deeper } from "./deeper.ts";
import { fewEpochs } from "./fewEpochs.ts";
import { higherLearningRate } from "./higherLearningRate.ts";
import { highMomentum } from "./highMomentum.ts";
import { lowerLearningRateFault } from "./lowerLearningRateFault.ts";
import { narrowInit } from "./narrowInit.ts";
import { negativeBias } from "./negativeBias.ts";
import { sigmoidForRelu } from "./sigmoidForRelu.ts";
import { unscaledInput } from "./unscaledInput.ts";
import { wideInit } from "./wideInit.ts";
import { zeroInit } from "./zeroInit.ts";

/** Everything that makes a healthy config sick, each at its usual strength. */
export const faults: readonly Remedy[] = [
  constantInit(),
  deeper(),
  fewEpochs(),
  higherLearningRate(),
  highMomentum(),
  lowerLearningRateFault(),
  narrowInit(),
  negativeBias(),
  sigmoidForRelu(),
  unscaledInput(),
  wideInit(),
  zeroInit(),
];

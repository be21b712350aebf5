import type { PassiveProbe } from "../../train/record/passiveProbe.ts";
import { activationDeviation } from "./activationDeviation.ts";
import { activationMean } from "./activationMean.ts";
import { gradientNorm } from "./gradientNorm.ts";
import { lossByClass } from "./lossByClass.ts";
import { preActivationGradientNorm } from "./preActivationGradientNorm.ts";
import { saturatedShare } from "./saturatedShare.ts";
import { silentShare } from "./silentShare.ts";
import { updateRatio } from "./updateRatio.ts";
import { weightNorm } from "./weightNorm.ts";
import { zeroShare } from "./zeroShare.ts";

/** Every passive probe: what a training measures of itself unless it is told otherwise. */
export const passiveProbes: readonly PassiveProbe[] = [
  activationDeviation,
  activationMean,
  gradientNorm,
  lossByClass,
  preActivationGradientNorm,
  saturatedShare,
  silentShare,
  updateRatio,
  weightNorm,
  zeroShare,
];

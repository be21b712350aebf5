import type { Remedy } from "../remedy.ts";
import { balancedBatches } from "./balancedBatches.ts";
import { batchNormBeforeActivation } from "./batchNormBeforeActivation.ts";
import { defaultMomentum } from "./defaultMomentum.ts";
import { elu } from "./elu.ts";
import { heInit } from "./heInit.ts";
import { inputScaling } from "./inputScaling.ts";
import { leakyRelu } from "./leakyRelu.ts";
import { learningRateFromRangeTest } from "./learningRateFromRangeTest.ts";
import { longerTraining } from "./longerTraining.ts";
import { lowerLearningRate } from "./lowerLearningRate.ts";
import { lowerRateWhenStuck } from "./lowerRateWhenStuck.ts";
import { prelu } from "./prelu.ts";
import { raiseLearningRate } from "./raiseLearningRate.ts";
import { reluForSigmoid } from "./reluForSigmoid.ts";

/** Everything that may cure a training. */
export const remedies: readonly Remedy[] = [
  balancedBatches,
  batchNormBeforeActivation,
  defaultMomentum,
  elu,
  heInit,
  inputScaling,
  leakyRelu,
  learningRateFromRangeTest,
  longerTraining,
  lowerLearningRate,
  lowerRateWhenStuck,
  prelu,
  raiseLearningRate,
  reluForSigmoid,
];

const byId = new Map(remedies.map((remedy) => [remedy.id, remedy]));

/** The remedy that disorders call `id`, or undefined. */
export function findRemedy(id: string): Remedy | undefined {
  return byId.get(id);
}

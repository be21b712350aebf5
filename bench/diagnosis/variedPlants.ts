import { constantInit } from "../../src/treat/faults/constantInit.ts";
import { writeImbalanced } from "../../src/treat/faults/data/imbalanced.ts";
import { writeShuffledLabels } from "../../src/treat/faults/data/shuffledLabels.ts";
import { deeper } from "../../src/treat/faults/deeper.ts";
import { fewEpochs } from "../../src/treat/faults/fewEpochs.ts";
import { higherLearningRate } from "../../src/treat/faults/higherLearningRate.ts";
import { lowerLearningRateFault } from "../../src/treat/faults/lowerLearningRateFault.ts";
import { narrowInit } from "../../src/treat/faults/narrowInit.ts";
import { negativeBias } from "../../src/treat/faults/negativeBias.ts";
import { sigmoidForRelu } from "../../src/treat/faults/sigmoidForRelu.ts";
import { unscaledInput } from "../../src/treat/faults/unscaledInput.ts";
import { wideInit } from "../../src/treat/faults/wideInit.ts";
import { zeroInit } from "../../src/treat/faults/zeroInit.ts";
import type { NetName, OptimizerName } from "./nets.ts";
import { type Answer, anyMechanism, inConfig, inPhotos, type Plant } from "./plants.ts";

/** What may be said of a disorder, whichever net it was planted in. */
const answers: Readonly<Record<string, Pick<Plant, "mechanisms" | "rootCauses">>> = {
  "dying-relu": { mechanisms: ["dying-relu"], rootCauses: ["bad-init-scale"] },
  "lr-too-low": { mechanisms: [null, "plateau-or-undertrained"], rootCauses: ["lr-too-low"] },
  "lr-too-high": { mechanisms: anyMechanism, rootCauses: ["lr-too-high"] },
  "bad-init-scale": { mechanisms: anyMechanism, rootCauses: ["bad-init-scale"] },
  "bad-init-symmetry": { mechanisms: anyMechanism, rootCauses: ["bad-init-symmetry"] },
  "vanishing-gradient": { mechanisms: ["vanishing-gradient"], rootCauses: [null, "bad-init-scale"] },
  "saturating-activation": { mechanisms: ["saturating-activation"], rootCauses: ["bad-init-scale"] },
  "plateau-or-undertrained": { mechanisms: ["plateau-or-undertrained"], rootCauses: [null] },
  "class-frequency-imbalance": {
    mechanisms: [null, "plateau-or-undertrained"],
    rootCauses: ["class-frequency-imbalance"],
  },
  "input-unscaled": { mechanisms: anyMechanism, rootCauses: ["input-unscaled"] },
  "label-mapping-error": { mechanisms: [null, "plateau-or-undertrained"], rootCauses: ["label-mapping-error"] },
};

/** A plant with the name of its variation. */
export interface VariedPlant extends Plant {
  readonly name: string;
}

const of = (
  disorder: string,
  name: string,
  net: NetName,
  optimizer: OptimizerName,
  plant: Plant["plant"],
  more: {
    readonly epochs?: number;
    readonly mechanisms?: readonly Answer[];
    readonly rootCauses?: readonly string[];
  } = {},
): VariedPlant => ({ name, disorder, net, optimizer, plant, epochs: 12, ...answers[disorder]!, ...more });

/** The eleven disorders in nets, at strengths and with optimisers other than those of `plants`. */
export const variedPlants: readonly VariedPlant[] = [
  of("dying-relu", "dying-bias-2", "four-convolutions", "adam", inConfig(negativeBias(-2))),
  of("dying-relu", "dying-head", "dense-head", "rmsprop", inConfig(negativeBias(-2))),
  of("dying-relu", "dying-later", "six-convolutions", "sgd", inConfig(narrowInit({ mean: -0.05, deviation: 0.05 })), {
    epochs: 15,
  }),
  of("lr-too-high", "dying-rate", "six-convolutions", "sgd", inConfig(higherLearningRate(10)), { epochs: 15 }),
  of("lr-too-low", "low-residual", "residual", "adam", inConfig(lowerLearningRateFault(1000))),
  of("lr-too-low", "low-six", "six-convolutions", "sgd", inConfig(lowerLearningRateFault(300))),
  of("lr-too-low", "low-leaky", "leaky-relu", "adamw", inConfig(lowerLearningRateFault(300))),
  of("lr-too-low", "low-tanh", "tanh", "rmsprop", inConfig(lowerLearningRateFault(10_000))),
  of("lr-too-high", "high-bn", "batch-norm", "sgd", inConfig(higherLearningRate(300))),
  of("lr-too-high", "high-tanh", "tanh", "sgd", inConfig(higherLearningRate(100))),
  of("lr-too-high", "high-head", "dense-head", "adam", inConfig(higherLearningRate(50))),
  of("lr-too-high", "high-elu", "elu", "rmsprop", inConfig(higherLearningRate(100))),
  of("bad-init-scale", "init-leaky", "leaky-relu", "adam", inConfig(wideInit(1))),
  of("bad-init-scale", "init-four", "four-convolutions", "sgd", inConfig(wideInit(0.5))),
  of("bad-init-scale", "init-narrow", "six-convolutions", "sgd", inConfig(narrowInit({ deviation: 0.01 }))),
  of("bad-init-scale", "init-elu", "elu", "adam", inConfig(wideInit(1))),
  of("bad-init-symmetry", "zero-head", "dense-head", "adam", inConfig(zeroInit())),
  of("bad-init-symmetry", "const-tanh", "tanh", "adam", inConfig(constantInit(0.1))),
  of("bad-init-symmetry", "const-leaky", "leaky-relu", "sgd", inConfig(constantInit(0.03))),
  of("vanishing-gradient", "vanish-four", "four-convolutions", "sgd", inConfig(deeper(4), sigmoidForRelu())),
  of("vanishing-gradient", "vanish-six", "six-convolutions", "rmsprop", inConfig(deeper(5), sigmoidForRelu())),
  of("saturating-activation", "saturate-tanh", "tanh", "adam", inConfig(wideInit(2))),
  of(
    "saturating-activation",
    "saturate-four",
    "four-convolutions",
    "sgd",
    inConfig(sigmoidForRelu("tanh"), wideInit(1.5)),
  ),
  of("plateau-or-undertrained", "few-elu", "elu", "adam", inConfig(fewEpochs(1))),
  of("plateau-or-undertrained", "few-leaky", "leaky-relu", "sgd", inConfig(fewEpochs(2))),
  of("plateau-or-undertrained", "few-six", "six-convolutions", "adam", inConfig(fewEpochs(3))),
  of("class-frequency-imbalance", "imb-bn", "batch-norm", "adam", inPhotos(writeImbalanced)),
  of("class-frequency-imbalance", "imb-leaky", "leaky-relu", "sgd", inPhotos(writeImbalanced)),
  of("input-unscaled", "unscaled-leaky", "leaky-relu", "adam", inConfig(unscaledInput())),
  of("input-unscaled", "unscaled-head", "dense-head", "sgd", inConfig(unscaledInput())),
  of("label-mapping-error", "labels-bn", "batch-norm", "adam", inPhotos(writeShuffledLabels)),
  of("label-mapping-error", "labels-elu", "elu", "rmsprop", inPhotos(writeShuffledLabels)),
];

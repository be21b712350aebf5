import { join } from "node:path";
import type { Config } from "../../src/config/config.ts";
import { constantInit } from "../../src/treat/faults/constantInit.ts";
import { writeImbalanced } from "../../src/treat/faults/data/imbalanced.ts";
import { writeShuffledLabels } from "../../src/treat/faults/data/shuffledLabels.ts";
import { deeper } from "../../src/treat/faults/deeper.ts";
import { fewEpochs } from "../../src/treat/faults/fewEpochs.ts";
import { higherLearningRate } from "../../src/treat/faults/higherLearningRate.ts";
import { lowerLearningRateFault } from "../../src/treat/faults/lowerLearningRateFault.ts";
import { negativeBias } from "../../src/treat/faults/negativeBias.ts";
import { sigmoidForRelu } from "../../src/treat/faults/sigmoidForRelu.ts";
import { unscaledInput } from "../../src/treat/faults/unscaledInput.ts";
import { wideInit } from "../../src/treat/faults/wideInit.ts";
import type { Remedy } from "../../src/treat/remedy.ts";
import type { NetName, OptimizerName } from "./nets.ts";

/** An id, or null for "none is to be named". */
export type Answer = string | null;

/** A fault that is put into a training that works, and what may be said of it. */
export interface Plant {
  /** The disorder's id. */
  readonly disorder: string;
  readonly net: NetName;
  readonly optimizer: OptimizerName;
  readonly epochs: number;
  readonly plant: (config: Config, photos: string, seed: number) => Promise<Config>;
  /** Right answers: a mechanism counts where it is among these. */
  readonly mechanisms: readonly Answer[];
  readonly rootCauses: readonly Answer[];
}

export const inConfig =
  (...faults: readonly Remedy[]): Plant["plant"] =>
  async (config) => {
    let sick = config;
    for (const fault of faults) sick = await fault.apply(sick);
    return sick;
  };

export const inPhotos =
  (write: typeof writeImbalanced): Plant["plant"] =>
  async (config, photos, seed) => {
    const place = await write({ path: photos, columns: {} }, join(photos, "..", `${write.name}-${seed}.csv`), seed);
    return { ...config, data: { ...config.data, ...place } };
  };

export const anyMechanism: readonly Answer[] = [
  null,
  "dying-relu",
  "vanishing-gradient",
  "saturating-activation",
  "plateau-or-undertrained",
];

/** Each disorder once; seeds and data sets multiply them. */
export const plants: readonly Plant[] = [
  {
    disorder: "dying-relu",
    ...{ net: "six-convolutions", optimizer: "adam", epochs: 12 },
    plant: inConfig(negativeBias(-1.5)),
    mechanisms: ["dying-relu"],
    rootCauses: ["bad-init-scale"],
  },
  {
    disorder: "lr-too-low",
    ...{ net: "four-convolutions", optimizer: "adam", epochs: 12 },
    plant: inConfig(lowerLearningRateFault(1000)),
    mechanisms: [null, "plateau-or-undertrained"],
    rootCauses: ["lr-too-low"],
  },
  {
    disorder: "lr-too-high",
    ...{ net: "four-convolutions", optimizer: "sgd", epochs: 12 },
    plant: inConfig(higherLearningRate(100)),
    mechanisms: [null, "dying-relu", "plateau-or-undertrained"],
    rootCauses: ["lr-too-high"],
  },
  {
    disorder: "bad-init-scale",
    ...{ net: "six-convolutions", optimizer: "sgd", epochs: 12 },
    plant: inConfig(wideInit(0.5)),
    mechanisms: anyMechanism,
    rootCauses: ["bad-init-scale"],
  },
  {
    disorder: "bad-init-symmetry",
    ...{ net: "four-convolutions", optimizer: "adam", epochs: 12 },
    plant: inConfig(constantInit(0.05)),
    mechanisms: anyMechanism,
    rootCauses: ["bad-init-symmetry"],
  },
  {
    disorder: "vanishing-gradient",
    ...{ net: "six-convolutions", optimizer: "adam", epochs: 12 },
    plant: inConfig(deeper(4), sigmoidForRelu()),
    mechanisms: ["vanishing-gradient"],
    rootCauses: [null, "bad-init-scale"],
  },
  {
    disorder: "saturating-activation",
    ...{ net: "six-convolutions", optimizer: "adam", epochs: 12 },
    plant: inConfig(sigmoidForRelu("tanh"), wideInit(1)),
    mechanisms: ["saturating-activation"],
    rootCauses: ["bad-init-scale"],
  },
  {
    disorder: "plateau-or-undertrained",
    ...{ net: "four-convolutions", optimizer: "adam", epochs: 12 },
    plant: inConfig(fewEpochs(2)),
    mechanisms: ["plateau-or-undertrained"],
    rootCauses: [null],
  },
  {
    disorder: "class-frequency-imbalance",
    ...{ net: "four-convolutions", optimizer: "adam", epochs: 12 },
    plant: inPhotos(writeImbalanced),
    mechanisms: [null, "plateau-or-undertrained"],
    rootCauses: ["class-frequency-imbalance"],
  },
  {
    disorder: "input-unscaled",
    ...{ net: "four-convolutions", optimizer: "sgd", epochs: 12 },
    plant: inConfig(unscaledInput()),
    mechanisms: anyMechanism,
    rootCauses: ["input-unscaled"],
  },
  {
    disorder: "label-mapping-error",
    ...{ net: "four-convolutions", optimizer: "adam", epochs: 12 },
    plant: inPhotos(writeShuffledLabels),
    mechanisms: [null, "plateau-or-undertrained"],
    rootCauses: ["label-mapping-error"],
  },
];

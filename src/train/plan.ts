import { optionsOf } from "../base/named.ts";
import { augmentationsOf } from "../config/augmentation.ts";
import type { Config } from "../config/config.ts";
import type { ProbeSampling } from "../config/probes.ts";
import type { AugmentationChoice } from "../data/augmentations/augmentation.ts";
import type { Dataset } from "../data/dataset.ts";
import { type LearntMetadata, learnMetadata } from "../data/metadata/learnMetadata.ts";
import { normalisedBy } from "../data/normalisation.ts";
import { findSampler } from "../data/samplers/index.ts";
import { type AveragingChoice, findAveraging } from "../nn/averaging.ts";
import type { GradientClipping } from "../nn/clipping.ts";
import type { GradientNoise } from "../nn/gradientNoise.ts";
import { parseLayers } from "../nn/layerList.ts";
import type { LossChoice } from "../nn/loss.ts";
import { findLoss } from "../nn/losses/index.ts";
import type { OptimizerChoice, WithLearningRate } from "../nn/optimizer.ts";
import { findOptimizer } from "../nn/optimizers/index.ts";
import { cyclesMomentum, type ScheduleChoice } from "../nn/schedule.ts";
import { findSchedule } from "../nn/schedules/index.ts";
import { type BackboneFile, layersAfter } from "./backboneFile.ts";
import type { NetworkPlan } from "./stepGraph.ts";

/** A config with its names looked up and the data set's figures beside it: all that a training is made from. */
export interface TrainingPlan {
  readonly network: NetworkPlan;
  readonly loss: LossChoice;
  readonly optimizer: OptimizerChoice;
  readonly learningRate: number;
  readonly schedule: ScheduleChoice;
  /** Whether the schedule decides the momentum of each step. */
  readonly cyclesMomentum: boolean;
  readonly clipping: GradientClipping | undefined;
  readonly noise: GradientNoise | undefined;
  /** The average of weights that is evaluated and kept in place of the last ones. */
  readonly averaging: AveragingChoice | undefined;
  readonly augmentation: readonly AugmentationChoice[];
  /** The training photos of an epoch (from 0), in their order; every epoch has as many. */
  readonly order: (epoch: number) => Uint32Array;
  /** Training photos of each class, [classes]. */
  readonly classCounts: readonly number[];
  /** The facts that go to the network beside the photos, and how often some are hidden from it. */
  readonly metadata: (LearntMetadata & { readonly dropout: number }) | undefined;
  readonly batch: number;
  readonly epochs: number;
  readonly seed: number;
  /** At which steps passive probes measure, where the trainer has any. */
  readonly probes: ProbeSampling;
}

/**
 * Looks up what a config names, and learns from the training part how metadata are encoded. The config is checked, so each
 * name is known.
 * @param file what the config's .onnx file holds, where its model is a backbone
 * @throws WrasseError those of `learnMetadata`
 */
export function planTraining(config: Config, dataset: Dataset, file?: BackboneFile): TrainingPlan {
  const { loss, optimizer, averaging } = config;
  const schedule = { schedule: findSchedule(config.schedule.name)!, options: optionsOf(config.schedule) };
  const sampler = findSampler(config.sampler.name)!;
  const batch = Math.min(config.batch, dataset.parts.train.length);
  const sampled = {
    photos: dataset.parts.train,
    labels: dataset.labels,
    classes: dataset.classes,
    metadata: (photo: number) => dataset.photos[photo]!.metadata,
    batch,
    seed: config.seed,
  };
  const classCounts = new Array<number>(dataset.classes.length).fill(0);
  for (const photo of dataset.parts.train) classCounts[dataset.labels[photo]!]! += 1;
  const metadata = learnMetadata(config.data.metadata, dataset);
  const { branch, dropout } = config.data.metadata;
  return {
    network: {
      ...layersAfter(config.model, file?.backbone, dataset.pixels.size),
      classes: dataset.classes.length,
      size: dataset.pixels.size,
      statistics: normalisedBy(config.data.normalisation, file?.statistics ?? dataset.statistics),
      metadata: metadata && {
        features: metadata.encoding.features.length,
        branch: branch.length === 0 ? [] : parseLayers(branch, "data.metadata.branch"),
      },
      seed: config.seed,
    },
    loss: { loss: findLoss(loss.name)!, options: optionsOf(loss) },
    optimizer: { optimizer: findOptimizer(optimizer.name)!, options: optionsOf(optimizer) },
    learningRate: (optionsOf(optimizer) as unknown as WithLearningRate).learningRate,
    schedule,
    cyclesMomentum: cyclesMomentum(schedule),
    clipping: config.gradientClipping ?? undefined,
    noise: config.gradientNoise ?? undefined,
    averaging:
      averaging === null ? undefined : { averaging: findAveraging(averaging.name)!, options: optionsOf(averaging) },
    augmentation: augmentationsOf(config.augmentation, dataset.classes),
    order: (epoch) => sampler.order({ ...sampled, epoch }, optionsOf(config.sampler)),
    classCounts,
    metadata: metadata && { ...metadata, dropout },
    batch,
    epochs: config.epochs,
    seed: config.seed,
    probes: config.probes,
  };
}

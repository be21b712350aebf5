import { draws, permutation } from "../../src/base/random.ts";
import { parseConfig } from "../../src/config/config.ts";
import { channelStatistics } from "../../src/data/channelStatistics.ts";
import { type Dataset, prepareDataset } from "../../src/data/dataset.ts";
import type { TensorData } from "../../src/graph/tensor.ts";
import { openBackboneFile } from "../../src/train/backboneFile.ts";
import { fit } from "../../src/train/fit.ts";
import { planTraining } from "../../src/train/plan.ts";
import { Trainer } from "../../src/train/trainer.ts";

/** One training of a comparison. */
export interface Trial {
  readonly arm: string;
  /** Parts of the config that differ from the default recipe. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly photos: string;
  /** Training photos of each species; the others are left out. 0: all. */
  readonly perSpecies: number;
  readonly epochs: number;
  readonly seed: number;
}

export interface TrialFigures {
  readonly trainPhotos: number;
  readonly bestEpoch: number;
  readonly epochsTrained: number;
  readonly validationAccuracy: number;
  readonly validationLoss: number;
  /** Null in trials that choose settings: those look at no test photo. */
  readonly testAccuracy: number | null;
  readonly testPhotos: number;
  readonly seconds: number;
}

/**
 * Trains by the default recipe, but for the trial's settings, and keeps the best epoch by validation, as `wrasse train` does.
 * The seed decides the split and which photos are left, so arms with one seed see the same photos.
 */
export async function runTrial(
  { settings, photos, perSpecies, epochs, seed }: Trial,
  { threads, isTested }: { readonly threads: number; readonly isTested: boolean },
): Promise<TrialFigures> {
  const begun = performance.now();
  const config = parseConfig({ ...settings, data: { path: photos }, epochs, seed });
  const file = await openBackboneFile(config.model, config.data.size);
  const whole = await prepareDataset(config.data, seed);
  const dataset = perSpecies === 0 ? whole : cutTraining(whole, perSpecies, seed);
  const trainer = await Trainer.create(planTraining(config, dataset, file), dataset, { threads });
  try {
    let best: ReadonlyMap<string, TensorData> | undefined;
    const { progress } = await fit(trainer, {
      earlyStopping: config.earlyStopping,
      observer: {
        afterEpoch: (_, isBest) => {
          if (isBest) best = trainer.state.snapshot();
        },
      },
    });
    for (const [name, data] of best ?? []) trainer.state.write(name, data);
    const validation = await trainer.evaluate(dataset.parts.validation);
    const test = isTested ? await trainer.evaluate(dataset.parts.test) : undefined;
    return {
      trainPhotos: dataset.parts.train.length,
      bestEpoch: progress.bestEpoch,
      epochsTrained: progress.epoch,
      validationAccuracy: validation.accuracy,
      validationLoss: validation.loss,
      testAccuracy: test?.accuracy ?? null,
      testPhotos: test === undefined ? 0 : dataset.parts.test.length,
      seconds: (performance.now() - begun) / 1000,
    };
  } finally {
    await trainer.release();
    dataset.pixels.close();
  }
}

/** Leaves `perSpecies` training photos of each class, drawn by the seed; validation and test stay as they are. */
export function cutTraining(dataset: Dataset, perSpecies: number, seed: number): Dataset {
  const left = dataset.classes.flatMap((_, label) => {
    const own = dataset.parts.train.filter((photo) => dataset.labels[photo] === label);
    return Array.from(permutation(own.length, draws(seed, "bench:cut", label)).subarray(0, perSpecies), (i) => own[i]!);
  });
  const train = Uint32Array.from(left).sort();
  return { ...dataset, parts: { ...dataset.parts, train }, statistics: channelStatistics(dataset.pixels, train) };
}

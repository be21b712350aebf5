import type { Config } from "../config/config.ts";
import { channelStatistics } from "../data/channelStatistics.ts";
import { type Dataset, datasetFromPixels } from "../data/dataset.ts";
import type { PixelStore } from "../data/pixelStore.ts";
import type { SessionOptions } from "../runtime/session.ts";
import type { BackboneFile } from "../train/backboneFile.ts";
import { fit } from "../train/fit.ts";
import { planTraining } from "../train/plan.ts";
import { Trainer } from "../train/trainer.ts";
import { dealFolds } from "./folds.ts";

/** Labelled pictures, some of which are answered out of sample. */
export interface CrossValidated {
  readonly classes: readonly string[];
  /** [photos] */
  readonly labels: Uint16Array;
  readonly pixels: PixelStore;
  readonly metadata: readonly Readonly<Record<string, string>>[];
  /** [photos] photos of one unit never stand on both sides of a fold */
  readonly units: Uint32Array;
  /** Which photos take part. */
  readonly photos: Uint32Array;
}

export interface CrossValidateOptions extends SessionOptions {
  readonly folds: number;
  readonly file?: BackboneFile | undefined;
  /** Told after each training step: steps of all folds together. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Answers of networks on photos that they were not trained on. */
export interface OutOfSample {
  /** Which photos, as given. */
  readonly photos: Uint32Array;
  /** [photos * classes], row by row */
  readonly logits: Float32Array;
  readonly folds: number;
}

/**
 * Trains one network for each fold on the other folds, by the config, and asks it about its own fold.
 *
 * Each training runs to its last epoch: the photos left out are for the answers, and choose nothing.
 *
 * @throws WrasseError "loss-not-finite", and those of a training that cannot be built; the signal's reason
 */
export async function crossValidate(
  subject: CrossValidated,
  config: Config,
  { folds: count, file, onProgress, signal, ...session }: CrossValidateOptions,
): Promise<OutOfSample> {
  const { photos, classes } = subject;
  const folds = dealFolds(photos, subject.labels, subject.units, count, config.seed);
  const logits = new Float32Array(photos.length * classes.length);
  let stepsDone = 0;
  for (let fold = 0; fold < count; fold += 1) {
    const places = Array.from(photos.keys()).filter((place) => folds[place] === fold);
    const asked = Uint32Array.from(places, (place) => photos[place]!);
    const dataset = foldDataset(
      subject,
      photos.filter((_, place) => folds[place] !== fold),
      asked,
    );
    const trainer = await Trainer.create(planTraining(config, dataset, file), dataset, session);
    try {
      const steps = trainer.plan.epochs * trainer.stepsPerEpoch;
      await fit(trainer, {
        earlyStopping: config.earlyStopping,
        signal,
        observer: {
          afterStep: () => {
            stepsDone += 1;
            onProgress?.(Math.min(stepsDone, count * steps), count * steps);
          },
        },
      });
      signal?.throwIfAborted();
      const answers = await trainer.evaluate(asked, signal);
      places.forEach((place, row) => {
        const own = answers.logits.subarray(row * classes.length, (row + 1) * classes.length);
        logits.set(own, place * classes.length);
      });
    } finally {
      await trainer.release();
    }
  }
  return { photos, logits, folds: count };
}

/** Trained on some photos and asked about others; no validation photos, so that nothing is chosen by them. */
function foldDataset(subject: CrossValidated, train: Uint32Array, asked: Uint32Array): Dataset {
  const { classes, labels, pixels, metadata } = subject;
  const whole = datasetFromPixels({
    classes,
    labels,
    pixels,
    size: pixels.size,
    metadata,
    splits: new Array(labels.length).fill("train"),
  });
  return {
    ...whole,
    parts: { train, validation: new Uint32Array(), test: asked },
    statistics: channelStatistics(pixels, train),
  };
}

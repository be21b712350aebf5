import type { Config } from "../config/config.ts";
import { type Dataset, prepareDataset, withAbsolutePaths } from "../data/dataset.ts";
import { type BackboneFile, openBackboneFile } from "./backboneFile.ts";
import type { Tell } from "./events.ts";
import { planTraining, type TrainingPlan } from "./plan.ts";

export interface OpenOptions {
  readonly tell?: Tell;
  readonly signal?: AbortSignal | undefined;
  /** Where decoded photos and fetched models are kept between runs; default: the system's folder for caches. */
  readonly cacheDirectory?: string | undefined;
}

/** What a config names, read and ready, without a run's folder. */
export interface OpenedTraining {
  readonly dataset: Dataset;
  /** The training with another seed: the parts that the photos are dealt into stay those of the config's own. */
  readonly planOf: (seed: number) => TrainingPlan;
  /** Gives the pixels' memory back. */
  readonly close: () => void;
}

/**
 * Reads the photos (and the model's file) that a config names, for work that writes no run.
 * @throws WrasseError for what the user can mend; the signal's reason when it is aborted
 */
export async function openTraining(config: Config, options: OpenOptions = {}): Promise<OpenedTraining> {
  const file = await openBackbone(config, options);
  const whole = { ...config, data: withAbsolutePaths(config.data) };
  const dataset = await readPhotos(whole, options);
  return {
    dataset,
    planOf: (seed) => planTraining({ ...whole, seed }, dataset, file),
    close: () => dataset.pixels.close(),
  };
}

/** Reads the photos of a config and tells how far it is, and what is odd about them. */
export async function readPhotos(
  config: Config,
  { tell = () => undefined, signal, cacheDirectory }: OpenOptions,
): Promise<Dataset> {
  const onProgress = (done: number, total: number): void => tell({ type: "decoding", done, total });
  const dataset = await prepareDataset(config.data, config.seed, { onProgress, signal, cacheDirectory });
  for (const message of dataset.warnings) tell({ type: "warning", message });
  return dataset;
}

/** Reads the .onnx file that the model is made of, if any. */
export async function openBackbone(
  { model, data }: Config,
  { tell = () => undefined, signal, cacheDirectory }: OpenOptions,
): Promise<BackboneFile | undefined> {
  const onFetch = (url: string): void => tell({ type: "warning", message: `fetching ${url}` });
  return openBackboneFile(model, data.size, { signal, cacheDirectory, onFetch });
}

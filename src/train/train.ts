import { dirname, resolve } from "node:path";
import { WrasseError } from "../base/errors.ts";
import { makeFolder, writeAtomically } from "../base/files.ts";
import type { Config } from "../config/config.ts";
import { makeConfig, readConfigFile } from "../config/load.ts";
import { writeConfig } from "../config/write.ts";
import { type Dataset, prepareDataset } from "../data/dataset.ts";
import type { SessionOptions } from "../runtime/session.ts";
import { type BackboneFile, openBackboneFile } from "./backboneFile.ts";
import { loadCheckpoint, saveCheckpoint } from "./checkpoint.ts";
import { datasetDigest } from "./datasetDigest.ts";
import type { Tell } from "./events.ts";
import { writeFinalFiles } from "./finalFiles.ts";
import { type Fit, fit } from "./fit.ts";
import { planTraining } from "./plan.ts";
import { type Progress, start } from "./progress.ts";
import { readResult, type TrainResult } from "./result.ts";
import { appendResult, writeResults } from "./resultsCsv.ts";
import { createRunFolder, type RunFolder, refuseUsedFolder, runFolder } from "./runFolder.ts";
import { Trainer } from "./trainer.ts";

/** In a long epoch a checkpoint is written this often, so that little is lost by a kill. */
const checkpointEveryMs = 60_000;

export interface TrainOptions extends SessionOptions {
  /** The run's folder; default runs/train/NAME, after the photos' folder. */
  readonly out?: string | undefined;
  readonly tell?: Tell;
  /** Stops after the step under way, with everything saved. */
  readonly signal?: AbortSignal | undefined;
  /** Where decoded photos are kept between runs; default: the system's folder for caches. */
  readonly cacheDirectory?: string | undefined;
  /** Milliseconds from any fixed moment. */
  readonly clock?: () => number;
}

/**
 * Trains a classifier by a config and writes a run folder: config.yaml, results.csv, checkpoints/, best.onnx, last.onnx,
 * charts and result.json. The test photos are looked at once, at the end.
 *
 * @returns the result, also of an interrupted training (`reason`)
 * @throws WrasseError for what the user can mend: the photos, the config, the folder, a loss that is not finite
 */
export async function train(config: Config, options: TrainOptions = {}): Promise<TrainResult> {
  const session = new RunSession(options);
  const file = await session.openBackbone(config);
  const data = { ...config.data, path: resolve(config.data.path) };
  const whole: Config = { ...config, data, model: file?.model ?? config.model };
  await refuseUsedFolder(options.out);
  const dataset = await session.readPhotos(whole);
  const open = async (): Promise<RunFolder> => {
    const folder = await createRunFolder(options.out, whole.data.path);
    await writeAtomically(folder.config, writeConfig(whole));
    return folder;
  };
  return session.run(open, whole, dataset, file);
}

/**
 * Goes on with an interrupted or killed run from its last checkpoint, or from its beginning when it has none; the result
 * has the same bits as without the interruption. A finished run is left as it is.
 *
 * @throws WrasseError "run-not-found", "data-changed", and those of `train`
 */
export async function resume(directory: string, options: Omit<TrainOptions, "out"> = {}): Promise<TrainResult> {
  const folder = runFolder(resolve(directory));
  const finished = await readResult(folder.result);
  if (finished !== undefined) return finished;
  const config = makeConfig(await readRunConfig(folder));
  await makeFolder(dirname(folder.lastCheckpoint));
  const session = new RunSession(options);
  const file = await session.openBackbone(config);
  return session.run(() => Promise.resolve(folder), config, await session.readPhotos(config), file);
}

async function readRunConfig(folder: RunFolder): ReturnType<typeof readConfigFile> {
  try {
    return await readConfigFile(folder.config);
  } catch (cause) {
    if (!(cause instanceof WrasseError) || cause.code !== "config-not-found") throw cause;
    throw new WrasseError("run-not-found", {
      at: folder.path,
      expected: "the folder of a run, with its config.yaml",
      got: "a folder without one",
      hint: "give the folder that `wrasse train` named",
      cause,
    });
  }
}

/** One call's work on a run, from the photos to the last file. */
class RunSession {
  private readonly clock: () => number;
  private readonly begun: number;
  private readonly tell: Tell;

  constructor(private readonly options: Omit<TrainOptions, "out">) {
    this.clock = options.clock ?? (() => performance.now());
    this.begun = this.clock();
    this.tell = options.tell ?? (() => undefined);
  }

  async readPhotos(config: Config): Promise<Dataset> {
    const { signal, cacheDirectory } = this.options;
    const onProgress = (done: number, total: number): void => this.tell({ type: "decoding", done, total });
    const dataset = await prepareDataset(config.data, config.seed, { onProgress, signal, cacheDirectory });
    for (const message of dataset.warnings) this.tell({ type: "warning", message });
    return dataset;
  }

  /** Reads the .onnx file that the model is made of, if any: before the photos, which take longer. */
  async openBackbone({ model, data }: Config): Promise<BackboneFile | undefined> {
    const { signal, cacheDirectory } = this.options;
    const onFetch = (url: string): void => this.tell({ type: "warning", message: `fetching ${url}` });
    return openBackboneFile(model, data.size, { signal, cacheDirectory, onFetch });
  }

  /** @param open gives the run's folder, once the model is compiled: a model that does not fit leaves no folder behind */
  async run(
    open: () => Promise<RunFolder>,
    config: Config,
    dataset: Dataset,
    file?: BackboneFile,
  ): Promise<TrainResult> {
    const plan = planTraining(config, dataset, file);
    const trainer = await Trainer.create(plan, dataset, this.options);
    try {
      const folder = await open();
      const digest = datasetDigest(dataset);
      const from = await restore(folder, trainer, digest);
      await writeResults(folder.results, from.history);
      this.tellStart(folder, trainer, from);
      const ended = await this.fit(folder, config, trainer, digest, from);
      if (ended.reason !== "finished")
        this.tell({ type: "stopping", reason: ended.reason, epoch: ended.progress.epoch });
      return await this.finish(folder, config, trainer, ended);
    } finally {
      await trainer.release();
      dataset.pixels.close();
    }
  }

  private async fit(folder: RunFolder, config: Config, trainer: Trainer, digest: string, from: Progress): Promise<Fit> {
    const { signal } = this.options;
    const { epochs } = trainer.plan;
    let savedAt = this.clock();
    const save = async (progress: Progress): Promise<void> => {
      await saveCheckpoint(folder.lastCheckpoint, trainer.state, { progress, digest });
      savedAt = this.clock();
    };
    const ended = await fit(trainer, {
      earlyStopping: config.earlyStopping,
      from,
      signal,
      observer: {
        afterStep: async (progress, loss) => {
          const { epoch, stepInEpoch, sums } = progress;
          const { stepsPerEpoch } = trainer;
          this.tell({
            type: "step",
            epoch: epoch + 1,
            step: stepInEpoch,
            stepsPerEpoch,
            epochs,
            photos: sums.photos,
            loss,
          });
          if (this.clock() - savedAt > checkpointEveryMs) await save(progress);
        },
        afterEpoch: async (progress, best) => {
          // The best one first: were the process killed between the two, the epoch would only be trained again.
          if (best) await saveCheckpoint(folder.bestCheckpoint, trainer.state, { progress, digest });
          const figures = progress.history.at(-1)!;
          await save(progress);
          await appendResult(folder.results, figures);
          this.tell({ type: "epoch", best, epochs, ...figures });
        },
      },
    });
    if (ended.reason === "interrupted") await save(ended.progress);
    return ended;
  }

  private async finish(folder: RunFolder, config: Config, trainer: Trainer, ended: Fit): Promise<TrainResult> {
    const { progress, reason } = ended;
    const base = {
      type: "result",
      run: folder.path,
      seed: config.seed,
      reason,
      epochs: progress.epoch,
      bestEpoch: progress.bestEpoch,
      setAside: trainer.dataset.setAside,
    } as const;
    const seconds = (): number => (this.clock() - this.begun) / 1000;
    if (reason === "interrupted") return { ...base, seconds: seconds(), test: null, validation: null, train: null };
    const figures = await writeFinalFiles(folder, config, trainer, progress, this.tell);
    const result: TrainResult = { ...base, ...figures, seconds: seconds() };
    await writeAtomically(folder.result, `${JSON.stringify(result, null, 2)}\n`);
    return result;
  }

  private tellStart(folder: RunFolder, trainer: Trainer, from: Progress): void {
    const { classes, parts, setAside, ignored } = trainer.dataset;
    this.tell({
      type: "start",
      run: folder.path,
      classes,
      photos: { train: parts.train.length, validation: parts.validation.length, test: parts.test.length },
      setAside: setAside.length,
      ignored,
      parameters: trainer.parameterCount,
      epochs: trainer.plan.epochs,
      stepsPerEpoch: trainer.stepsPerEpoch,
      fromEpoch: from.epoch,
    });
  }
}

/** Brings a trainer to the run's last checkpoint; its beginning when there is none. */
async function restore(folder: RunFolder, trainer: Trainer, digest: string): Promise<Progress> {
  const checkpoint = await loadCheckpoint(folder.lastCheckpoint, trainer.state);
  if (checkpoint === undefined) return start;
  if (checkpoint.digest !== digest) {
    throw new WrasseError("data-changed", {
      at: folder.path,
      expected: "the photos that the run began with",
      got: "others: files were added, removed, renamed or changed",
      hint: "start a new training, or bring the photos back",
    });
  }
  return checkpoint.progress;
}

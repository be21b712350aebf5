import { dirname, resolve } from "node:path";
import { makeFolder, writeAtomically } from "../base/files.ts";
import { type Config, parseConfig } from "../config/config.ts";
import { difference } from "../config/difference.ts";
import { makeConfig } from "../config/load.ts";
import { writeConfig } from "../config/write.ts";
import { type Dataset, withAbsolutePaths } from "../data/dataset.ts";
import type { ColumnCoverage } from "../data/metadata/coverage.ts";
import type { TensorData } from "../graph/tensor.ts";
import type { SessionOptions } from "../runtime/session.ts";
import type { BackboneFile } from "./backboneFile.ts";
import { saveCheckpoint } from "./checkpoint.ts";
import { datasetDigest } from "./datasetDigest.ts";
import type { Tell } from "./events.ts";
import { noFigures, writeFinalFiles } from "./finalFiles.ts";
import { type Fit, fit } from "./fit.ts";
import { openBackbone, readPhotos } from "./openTraining.ts";
import { planTraining, type TrainingPlan } from "./plan.ts";
import type { Progress } from "./progress.ts";
import type { PassiveProbe } from "./record/passiveProbe.ts";
import { RecordWriter } from "./record/recordWriter.ts";
import { headerOfRun } from "./record/runFacts.ts";
import { type TrainResult, testLooksBefore } from "./result.ts";
import { appendResult, writeResults } from "./resultsCsv.ts";
import { type Resumption, readResumption, readRunConfig, refuseToResume, takeUp } from "./resumption.ts";
import { createRunFolder, type RunFolder, refuseUsedFolder, runFolder } from "./runFolder.ts";
import { whileLocked } from "./runLock.ts";
import { Trainer } from "./trainer.ts";

/** In a long epoch a checkpoint is written this often, so that little is lost by a kill. */
const defaultCheckpointEveryMs = 60_000;

export interface TrainOptions extends SessionOptions {
  /** The run's folder; default runs/train/NAME, after the photos' folder. */
  readonly out?: string | undefined;
  readonly tell?: Tell;
  /** Stops after the step under way, with everything saved. */
  readonly signal?: AbortSignal | undefined;
  /** Where decoded photos are kept between runs; default: the system's folder for caches. */
  readonly cacheDirectory?: string | undefined;
  /** Between checkpoints within an epoch, 0 or more (each step); default 60,000. Each epoch's end has one besides. */
  readonly checkpointEveryMs?: number | undefined;
  /** What measures inside the steps that `probes.every` of the config names; default none (src/probe/train.ts has all). */
  readonly probes?: readonly PassiveProbe[] | undefined;
  /** Whether the test photos are looked at, at the end; default true. A trial that only chooses never does. */
  readonly testLook?: boolean | undefined;
  /** First weights by name, in place of those that the seed makes; of a run that has a checkpoint, they are in it. */
  readonly firstWeights?: FirstWeights | undefined;
  /** Milliseconds from any fixed moment. */
  readonly clock?: () => number;
}

/** Tensors by the names of the network's states, or what makes them when the photos are read and the training is planned. */
export type FirstWeights =
  | ReadonlyMap<string, TensorData>
  | ((plan: TrainingPlan, planOf: (config: Config) => TrainingPlan) => ReadonlyMap<string, TensorData>);

export interface ResumeOptions extends Omit<TrainOptions, "out"> {
  /** Trains up to this many epochs, in place of the config's; also of a finished run. */
  readonly epochs?: number | undefined;
  /** What the run is to go on with; default: its own config.yaml. Refused where it differs, unless `force`. */
  readonly config?: Config | undefined;
  /** Goes on with a config that differs from the one that the run was trained with so far; default false. */
  readonly force?: boolean | undefined;
}

/**
 * Trains a classifier by a config and writes a run folder: config.yaml, results.csv, record.jsonl, checkpoints/, best.onnx,
 * last.onnx, charts and result.json. The test photos are looked at once, at the end.
 *
 * @returns the result, also of an interrupted training (`reason`)
 * @throws WrasseError for what the user can mend: the photos, the config, the folder, a loss that is not finite
 */
export async function train(config: Config, options: TrainOptions = {}): Promise<TrainResult> {
  const session = new RunSession(options);
  const file = await session.openBackbone(config);
  const data = withAbsolutePaths(config.data);
  const whole: Config = { ...config, data, model: file?.model ?? config.model };
  await refuseUsedFolder(options.out);
  const dataset = await session.readPhotos(whole);
  return session.run(whole, dataset, file, async (work) => {
    const folder = await createRunFolder(options.out, whole.data.path);
    return whileLocked(folder.path, async () => {
      await writeAtomically(folder.config, writeConfig(whole));
      await makeFolder(dirname(folder.lastCheckpoint));
      return work(folder);
    });
  });
}

/**
 * Goes on with an interrupted or killed run from its last checkpoint, or from its beginning when it has none; the result
 * has the same bits as without the interruption. A finished run is left as it is, unless it is to have more epochs.
 *
 * With other epochs, schedules go on as they would stand at this step of a training of so many epochs. The config is
 * compared with the one that the run was trained with, so that an edit of its config.yaml is noticed too; any other change
 * is refused with its diff. With `force` it is taken: the old config is kept as config.N.yaml, and an old result as
 * result.N.json, since the test photos are then looked at again (`testLooks`).
 *
 * @throws WrasseError "run-not-found", "run-in-use", "config-changed", "epochs-done", "run-stopped-early", "data-changed",
 *   "checkpoint-broken", "checkpoint-missing", "weights-do-not-fit", and those of `train`
 */
export async function resume(
  directory: string,
  { epochs, config, force = false, ...options }: ResumeOptions = {},
): Promise<TrainResult> {
  const folder = runFolder(resolve(directory));
  const own = makeConfig(await readRunConfig(folder));
  const given = config ?? own;
  const asked = parseConfig({
    ...given,
    data: withAbsolutePaths(given.data),
    epochs: epochs ?? given.epochs,
  });
  const before = await readResumption(folder, own, asked);
  if (before.finished !== undefined && before.changes.length === 0) return before.finished;

  return whileLocked(folder.path, async () => {
    await makeFolder(dirname(folder.lastCheckpoint));
    const session = new RunSession(options);
    const file = await session.openBackbone(asked);
    const wanted = { ...asked, model: file?.model ?? asked.model };
    // Read again: the run may have moved on until the lock was held. The backbone's file completes what was asked.
    const resumption = await readResumption(folder, own, wanted);
    if (resumption.finished !== undefined && resumption.changes.length === 0) return resumption.finished;
    refuseToResume(folder, resumption, wanted, force);
    const isRewritten = difference(own, wanted).length > 0;
    return session.run(wanted, await session.readPhotos(wanted), file, (work) => work(folder), {
      ...resumption,
      isRewritten,
    });
  });
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
    return readPhotos(config, this.options);
  }

  /** Before the photos, which take longer. */
  async openBackbone(config: Config): Promise<BackboneFile | undefined> {
    return openBackbone(config, this.options);
  }

  /** @param inFolder works in the run's folder, once the model is compiled: a model that does not fit leaves none behind */
  async run(
    config: Config,
    dataset: Dataset,
    file: BackboneFile | undefined,
    inFolder: (work: (folder: RunFolder) => Promise<TrainResult>) => Promise<TrainResult>,
    resumption?: Resumption,
  ): Promise<TrainResult> {
    const plan = planTraining(config, dataset, file);
    for (const message of plan.metadata?.warnings ?? []) this.tell({ type: "warning", message });
    const trainer = await Trainer.create(plan, dataset, this.options);
    try {
      const { firstWeights = new Map<string, TensorData>() } = this.options;
      const given =
        typeof firstWeights === "function"
          ? firstWeights(plan, (other) => planTraining(other, dataset, file))
          : firstWeights;
      for (const [name, tensor] of given) trainer.state.write(name, tensor);
      return await inFolder(async (folder) => {
        const digest = datasetDigest(dataset, plan.metadata);
        const from = await takeUp(folder, config, trainer, digest, resumption, this.tell);
        await writeResults(folder.results, from.history);
        const record = await RecordWriter.open(folder.record, headerOfRun(config, trainer), from);
        this.tellStart(folder, trainer, from);
        const ended = await this.fit(folder, config, trainer, digest, from, record);
        if (ended.reason !== "finished")
          this.tell({ type: "stopping", reason: ended.reason, epoch: ended.progress.epoch });
        return await this.finish(folder, config, trainer, ended, record);
      });
    } finally {
      await trainer.release();
      dataset.pixels.close();
    }
  }

  private async fit(
    folder: RunFolder,
    config: Config,
    trainer: Trainer,
    digest: string,
    from: Progress,
    record: RecordWriter,
  ): Promise<Fit> {
    const { signal, checkpointEveryMs = defaultCheckpointEveryMs } = this.options;
    const { epochs } = trainer.plan;
    const { networkStates: network } = trainer;
    let savedAt = this.clock();
    const save = async (progress: Progress): Promise<void> => {
      await record.sync();
      await saveCheckpoint(folder.lastCheckpoint, trainer.state, { progress, digest, config, network });
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
          if (this.clock() - savedAt >= checkpointEveryMs) await save(progress);
        },
        measured: (step) => record.addStep(step),
        afterEpoch: async (progress, best, classes) => {
          await record.addEpoch(progress.history.at(-1)!, classes);
          // The best one first: were the process killed between the two, the epoch would only be trained again.
          if (best) await saveCheckpoint(folder.bestCheckpoint, trainer.state, { progress, digest, config, network });
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

  private async finish(
    folder: RunFolder,
    config: Config,
    trainer: Trainer,
    ended: Fit,
    record: RecordWriter,
  ): Promise<TrainResult> {
    const { progress, reason } = ended;
    const base = {
      type: "result",
      run: folder.path,
      seed: config.seed,
      reason,
      epochs: progress.epoch,
      bestEpoch: progress.bestEpoch,
      testLooks: await testLooksBefore(folder),
      setAside: trainer.dataset.setAside,
      ...metadataOf(trainer),
    } as const;
    const seconds = (): number => (this.clock() - this.begun) / 1000;
    if (reason === "interrupted") return { ...base, ...noFigures, seconds: seconds() };
    const figures = await writeFinalFiles(folder, config, trainer, progress, this.tell, this.options);
    await record.addEnd(config.earlyStopping.restoreBest ? progress.bestEpoch : progress.epoch, figures);
    const testLooks = base.testLooks + (figures.test === null ? 0 : 1);
    const result: TrainResult = { ...base, ...figures, testLooks, seconds: seconds() };
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
      ...metadataOf(trainer),
    });
  }
}

/** What is known of the metadata columns, where there are any. */
function metadataOf({ plan: { metadata } }: Trainer): { metadata?: readonly ColumnCoverage[] } {
  return metadata === undefined ? {} : { metadata: metadata.coverage };
}
